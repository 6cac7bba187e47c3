import type { Agent, AgentEdit, AgentStatus } from '#lib/schemas/agent.ts';
import type { EventKind } from '#lib/schemas/event.ts';
import { notFound } from '#server/errors.ts';
import type { Clock, Db, Jobs, Tx } from '#server/ports.ts';
import { authorise, type Actor } from '../actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';
import { takeAgentPlace } from './agent-limit.ts';
import { agentColumns, agentView } from './agent-view.ts';
import { cancelOpenTasks } from './cancel-open-tasks.ts';
import { giveUpPlaces } from './give-up-places.ts';

type Deps = { db: Db; jobs: Jobs; clock: Clock };

/**
 * Changes what is given and leaves the rest. Pausing keeps queued tasks waiting, resuming wakes them,
 * archiving cancels them. Throws `forbidden`, `not_found`, `limit_agents` when bringing one back.
 */
export async function editAgent(deps: Deps, actor: Actor, id: string, edit: AgentEdit): Promise<Agent> {
	authorise(actor, 'manage agents');
	return deps.db.$transaction(async (tx) => {
		const before = await lockAgent(tx, actor, id);
		const status = edit.status ?? before;
		if (before === 'archived' && status !== 'archived') await takeAgentPlace(tx, actor.workspaceId);
		const agent = await update(deps, tx, actor, id, edit, status);
		if (status === 'archived' && before !== 'archived') await cancelOpenTasks(tx, actor, id);
		if (status === 'paused') await giveUpPlaces(tx, actor, id);
		if (status !== before) await admitRuns(deps.jobs, tx, actor.workspaceId);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: before === status ? 'agent.changed' : statusEvents[status],
			agentId: id,
			actorId: actor.userId,
			data: { name: agent.name }
		});
		return agent;
	});
}

const statusEvents: Record<AgentStatus, EventKind> = {
	active: 'agent.resumed',
	paused: 'agent.paused',
	archived: 'agent.archived'
};

async function lockAgent(tx: Tx, actor: Actor, id: string): Promise<AgentStatus> {
	const [row] = await tx.$queryRaw<{ status: AgentStatus }[]>`
		select status from agents
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid
		for no key update`;
	if (!row) throw notFound('agent');
	return row.status;
}

async function update(deps: Deps, tx: Tx, actor: Actor, id: string, edit: AgentEdit, status: AgentStatus) {
	const { workingHours, ...rest } = edit;
	const where = { workspaceId_id: { workspaceId: actor.workspaceId, id } };
	// Prisma writes JSON null only with a marker object that lives in its run time; SQL says it plainly.
	if (workingHours === null) {
		await tx.$executeRaw`
			update agents set working_hours = null
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
	}
	const row = await tx.agent.update({
		where,
		data: {
			...rest,
			status,
			archivedAt: status === 'archived' ? deps.clock.now() : null,
			...(workingHours && { workingHours })
		},
		select: agentColumns
	});
	return agentView(row);
}
