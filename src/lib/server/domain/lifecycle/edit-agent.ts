import type { Agent, AgentEdit, AgentStatus } from '#lib/schemas/agent.ts';
import type { EventKind } from '#lib/schemas/event.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { kinds } from '../action/registry.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';
import { takeAgentPlace, takeWorkingPlace } from '../agent/agent-limit.ts';
import { agentColumns, agentView } from '../agent/agent-view.ts';
import { cancelOpenTasks } from './cancel-open-tasks.ts';

type Deps = { db: Db; jobs: Jobs; clock: Clock };

/**
 * Changes what is given and leaves the rest. Pausing keeps queued tasks waiting, resuming wakes them,
 * archiving cancels them. Throws `forbidden`, `not_found`, `invalid_input` for a permission to do what nobody can,
 * `limit_agents` when bringing one back.
 */
export async function editAgent(deps: Deps, actor: Actor, id: string, edit: AgentEdit): Promise<Agent> {
	authorise(actor, 'manage agents');
	refuseUnknownKinds(edit);
	return deps.db.$transaction(async (tx) => {
		// Before the agent, as a change of plan takes them.
		if (edit.status) await lockWorkspace(tx, actor.workspaceId);
		const { status: before, held } = await lockAgent(tx, actor, id);
		const status = edit.status ?? before;
		if (before === 'archived' && status !== 'archived') await takeAgentPlace(tx, actor.workspaceId);
		if (held && edit.status === 'active') await takeWorkingPlace(tx, actor.workspaceId);
		const agent = await update(deps, tx, actor, id, edit, { status, held });
		if (status === 'archived' && before !== 'archived') await cancelOpenTasks(tx, actor, id);
		if (status === 'paused') await releaseSlots(tx, actor, id);
		if (status !== before) await admitRuns(deps.jobs, tx, actor.workspaceId);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: before === status ? 'agent.changed' : statusEvents[status],
			agentId: id,
			by: actor.by,
			data: { name: agent.name }
		});
		return agent;
	});
}

/** Permissions are kept as they come, so a made-up kind would stay in the row for ever. */
function refuseUnknownKinds({ permissions = {} }: AgentEdit): void {
	const unknown = Object.keys(permissions).find((kind) => !kinds.has(kind));
	if (unknown) throw new DomainError('invalid_input', `There is no action of the kind “${unknown}”.`);
}

const statusEvents: Record<AgentStatus, EventKind> = {
	active: 'agent.resumed',
	paused: 'agent.paused',
	archived: 'agent.archived'
};

function lockWorkspace(tx: Tx, id: string): Promise<unknown> {
	return tx.$queryRaw`select 1 from workspaces where id = ${id}::uuid for no key update`;
}

async function lockAgent(tx: Tx, actor: Actor, id: string): Promise<Standing> {
	const [row] = await tx.$queryRaw<Standing[]>`
		select status, held_from is not null as held from agents
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid
		for no key update`;
	if (!row) throw notFound('agent');
	return row;
}

type Standing = { status: AgentStatus; held: boolean };

async function update(
	deps: Deps,
	tx: Tx,
	actor: Actor,
	id: string,
	edit: AgentEdit,
	{ status, held }: Standing
) {
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
			// Who is told to rest while there is no room rests on when there is: there is still no room.
			...(edit.status && { heldFrom: held && status === 'paused' ? status : null }),
			archivedAt: status === 'archived' ? deps.clock.now() : null,
			...(workingHours && { workingHours })
		},
		select: agentColumns
	});
	return agentView(row);
}

/** A paused agent's queued runs leave the queue, so that they keep no place from its colleagues. */
async function releaseSlots(tx: Tx, actor: Actor, agentId: string): Promise<void> {
	await tx.$executeRaw`
		update runs r set admitted = false
		from tasks t
		where r.workspace_id = ${actor.workspaceId}::uuid and r.status = 'queued' and r.admitted
			and t.workspace_id = r.workspace_id and t.id = r.task_id and t.agent_id = ${agentId}::uuid`;
}
