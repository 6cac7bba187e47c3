import { plans } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';
import { fitAgents } from './fit-agents.ts';

/** The owner's choice of who works while the plan has no room for all; the others rest. Throws `limit_agents`. */
export async function keepAgents(
	deps: { db: Db; jobs: Jobs },
	actor: Actor,
	{ agentIds }: { agentIds: string[] }
): Promise<void> {
	authorise(actor, 'manage billing');
	const { workspaceId } = actor;
	const keep = [...new Set(agentIds)];
	await deps.db.$transaction(async (tx) => {
		const [row] = await tx.$queryRaw<[{ plan: string }]>`
			select plan from workspaces where id = ${workspaceId}::uuid for no key update`;
		const { name, agents: allowed } = plans[Plan.parse(row.plan)];
		if (allowed !== null && keep.length > allowed)
			throw new DomainError(
				'limit_agents',
				`The ${name} plan has room for ${allowed}. Choose fewer, or a larger plan.`
			);
		const known = await tx.agent.count({
			where: { workspaceId, id: { in: keep }, status: { not: 'archived' } }
		});
		if (known < keep.length) throw notFound('agent');
		const resting = await fitAgents(tx, workspaceId, allowed, keep);
		await admitRuns(deps.jobs, tx, workspaceId);
		await recordEvent(tx, {
			workspaceId,
			kind: 'plan.changed',
			by: actor.by,
			data: { name, actions: resting }
		});
	});
}
