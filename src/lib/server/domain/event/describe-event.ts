import { z } from 'zod';
import { events } from '#lib/events.ts';
import { EventKind } from '#lib/schemas/event.ts';
import type { TimelineEntry } from '#lib/schemas/task.ts';

/** What events may carry; rows outlive our types, so everything is optional and parsed. */
const EventData = z
	.object({
		message: z.string(),
		feedback: z.string(),
		reason: z.string(),
		until: z.string(),
		actions: z.number(),
		attempt: z.number(),
		deaths: z.number(),
		percent: z.number(),
		name: z.string(),
		title: z.string(),
		byRule: z.boolean(),
		edited: z.boolean()
	})
	.partial();

/** An event joined with the names around it, as the database answers. */
export type EventRow = {
	id: bigint;
	kind: string;
	data: unknown;
	created_at: Date;
	actor_id: string | null;
	actor_name: string | null;
	by_program: boolean;
	agent_name: string | null;
};

/** An event as one line of a timeline. */
export function describeEvent(row: EventRow): TimelineEntry {
	const kind = EventKind.parse(row.kind);
	const data = EventData.safeParse(row.data).data ?? {};
	return {
		id: String(row.id),
		at: row.created_at.toISOString(),
		kind,
		actorId: row.actor_id,
		actor: doneBy(row, kind),
		text: events[kind].says(data),
		detail: data.feedback ?? data.message ?? null
	};
}

/** What nobody asked for, as the welcome task, is ours; what an agent does in its own work is its own. */
function doneBy(row: EventRow, kind: EventKind): string {
	if (row.actor_id) return row.actor_name ?? 'Somebody';
	if (row.by_program) return 'A program';
	return (events[kind].doneBy === 'agent' && row.agent_name) || 'AgentForce';
}
