import { z } from 'zod';

export const EventKind = z.enum([
	'agent.hired',
	'agent.changed',
	'agent.paused',
	'agent.resumed',
	'agent.archived',
	'task.created',
	'task.started',
	'task.waiting',
	'task.ready',
	'task.completed',
	'task.failed',
	'task.approved',
	'task.rejected',
	'task.sent_back',
	'task.cancelled',
	'task.retried',
	'workspace.changed',
	'workspace.paused',
	'workspace.resumed',
	'budget.warning',
	'action.approved',
	'action.rejected',
	'action.undone',
	'action.expired',
	'action.snoozed',
	'action.returned',
	'action.expiring',
	'action.voided',
	'action.waiting',
	'action.succeeded',
	'action.needs_human',
	'action.failed',
	'agent.learnt',
	'agent.trusted',
	'agent.corrected',
	'integration.connected',
	'integration.needs_reauth',
	'integration.disconnected'
]);
export type EventKind = z.infer<typeof EventKind>;

/** What live pages hear: enough to know what to load again, and nothing secret. */
export const LiveEvent = z.object({
	id: z.string(),
	kind: EventKind,
	taskId: z.string().nullable(),
	agentId: z.string().nullable()
});
export type LiveEvent = z.infer<typeof LiveEvent>;
