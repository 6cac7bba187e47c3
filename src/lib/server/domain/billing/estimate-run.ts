import type { Estimate, EstimateOf } from '#lib/schemas/estimate.ts';
import { notFound } from '#server/errors.ts';
import { sql } from '#server/db/sql.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { getUsage } from './get-usage.ts';

type Deps = Parameters<typeof getUsage>[0];

/** So many of the last runs are measured. */
const measured = 20;

/** What one more run of the same would cost, going by the last ones, and how much room the month has. Throws `not_found`. */
export async function estimateRun(deps: Deps, actor: Actor, of: EstimateOf): Promise<Estimate> {
	authorise(actor, 'view');
	await demandKnown(deps, actor, of);
	const [{ tasks, priceKnown }, [row]] = await Promise.all([
		getUsage(deps, actor),
		deps.db.$queryRaw<[{ cost: bigint | null; runs: number }]>`
			with last as (
				select t.id from tasks t
				where t.workspace_id = ${actor.workspaceId}::uuid and ${sameAs(of)}
					and t.type = 'work' and not t.dry_run
				order by t.id desc limit ${2 * measured}
			), costs as (
				select sum(c.cost_micros)::bigint as cost from last
				join runs r on r.workspace_id = ${actor.workspaceId}::uuid and r.task_id = last.id and r.status = 'succeeded'
				join model_calls c on c.workspace_id = r.workspace_id and c.run_id = r.id and c.status <> 'sent'
				group by r.id order by r.id desc limit ${measured}
			)
			select percentile_disc(0.5) within group (order by cost) as cost, count(*)::int as runs from costs`
	]);
	const { model } = deps;
	const isFree = model.offline || (model.price?.input === 0 && model.price.output === 0);
	return {
		costMicros: row.cost === null ? null : Number(row.cost),
		runs: row.runs,
		price: isFree ? 'none' : priceKnown ? 'known' : 'unknown',
		tasks
	};
}

/** Of an agent only what people gave it: a workflow's runs are another kind of work. */
function sameAs({ kind, id }: EstimateOf) {
	return kind === 'agent'
		? sql`t.agent_id = ${id}::uuid and t.workflow_id is null`
		: sql`t.workflow_id = ${id}::uuid`;
}

async function demandKnown({ db }: Deps, { workspaceId }: Actor, { kind, id }: EstimateOf): Promise<void> {
	const where = { workspaceId_id: { workspaceId, id } };
	const select = { id: true };
	const found = await (kind === 'agent'
		? db.agent.findUnique({ where, select })
		: db.workflow.findUnique({ where, select }));
	if (!found) throw notFound(kind);
}
