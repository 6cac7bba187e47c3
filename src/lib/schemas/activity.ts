import { z } from 'zod';
import { Avatar } from './agent.ts';
import { TimelineEntry } from './task.ts';

/** One line of what happened in a workspace. */
export const Activity = TimelineEntry.extend({
	taskId: z.string().nullable(),
	taskTitle: z.string().nullable(),
	agentId: z.string().nullable(),
	agentName: z.string().nullable(),
	agentAvatar: Avatar.nullable()
});
export type Activity = z.infer<typeof Activity>;
