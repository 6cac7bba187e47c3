import type { EventKind } from '#lib/schemas/event.ts';

/** What members get mail about at once, by the reason that the mail has. */
export const toldEvents = {
	review: ['task.ready', 'action.voided', 'action.returned'],
	expiring: ['action.expiring'],
	failure: ['task.failed', 'action.failed', 'action.needs_human'],
	reconnect: ['integration.needs_reauth']
} as const satisfies Record<string, EventKind[]>;

export type PromptKind = keyof typeof toldEvents;

const kinds = new Set<EventKind>(Object.values(toldEvents).flat());

/** Whether somebody may have to be told of such an event. */
export function isTold(kind: EventKind): boolean {
	return kinds.has(kind);
}
