import type { EventData, EventKind } from '#lib/events.ts';
import type { JsonObject, Tx } from '#server/ports/db.ts';
import type { By } from '../access/actor.ts';

export type NewEvent<Kind extends EventKind = EventKind> = {
	workspaceId: string;
	kind: Kind;
	taskId?: string;
	agentId?: string;
	/** Whose doing it is; nobody's is what an agent or AgentForce did by itself. */
	by?: By;
	data?: EventData<Kind>;
};

/** Writes what happened in the caller's transaction; a trigger tells the live pages. */
export async function recordEvent<Kind extends EventKind>(tx: Tx, event: NewEvent<Kind>): Promise<void> {
	const { by, data, ...what } = event;
	await tx.event.create({
		data: { ...what, ...(data && { data: data as JsonObject }), ...(by && byColumns(by)) }
	});
}

/** The columns that say whose doing an event is. Both are empty for an agent and for AgentForce itself. */
export function byColumns(by: By): { actorId: string | null; apiKeyId: string | null } {
	return {
		actorId: by.kind === 'member' ? by.userId : null,
		apiKeyId: by.kind === 'apiKey' ? by.keyId : null
	};
}
