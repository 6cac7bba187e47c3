import { z } from 'zod';
import { eventKinds } from '../events.ts';

export const EventKind = z.enum(eventKinds);
export type EventKind = z.infer<typeof EventKind>;

/** Too much was missed to be told one by one: everything that a page shows may be old. */
export const streamGap = 'stream.gap';

/** What live pages hear: enough to know what to load again, and nothing secret. */
export const LiveEvent = z.object({
	id: z.string(),
	kind: z.union([EventKind, z.literal(streamGap)]),
	taskId: z.string().nullable(),
	agentId: z.string().nullable()
});
export type LiveEvent = z.infer<typeof LiveEvent>;
