import type { EventKind } from '#lib/schemas/event.ts';
import type { JsonObject, Tx } from '#server/ports.ts';

export type NewEvent = {
	workspaceId: string;
	kind: EventKind;
	taskId?: string;
	agentId?: string;
	/** The member who did it; none for what an agent or the system did. */
	actorId?: string;
	data?: JsonObject;
};

/** Writes what happened in the caller's transaction; a trigger tells the live pages. */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<void> {
	await tx.event.create({ data: event });
}
