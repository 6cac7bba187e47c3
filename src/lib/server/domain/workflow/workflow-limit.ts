import { noWorkflowPlaceLeft, plans } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';

/**
 * Throws `limit_workflows` when as many others than `id` are switched on as the plan allows. Locks the workspace row, so that two cannot
 * both take the last place.
 */
export async function takeWorkflowPlace(
	tx: Tx,
	workspaceId: string,
	id: string | null = null
): Promise<void> {
	const plan = await lockPlan(tx, workspaceId);
	const { workflows } = plans[plan];
	if (workflows === null) return;
	const [{ on }] = await tx.$queryRaw<[{ on: number }]>`
		select count(*)::int as "on" from workflows
		where workspace_id = ${workspaceId}::uuid and enabled and deleted_at is null and id is distinct from ${id}::uuid
			and pause_code is distinct from 'plan'`;
	if (on >= workflows) throw new DomainError('limit_workflows', noWorkflowPlaceLeft(plan));
}

/** Before any of its workflows, by whoever may take a place. */
export async function lockPlan(tx: Tx, workspaceId: string): Promise<Plan> {
	const [row] = await tx.$queryRaw<[{ plan: string }]>`
		select plan from workspaces where id = ${workspaceId}::uuid for no key update`;
	return Plan.parse(row.plan);
}

/** The database's clock: those of processes may differ, and a due time must not depend on whose saved it. */
export async function databaseNow(tx: Pick<Tx, '$queryRaw'>): Promise<Date> {
	const [{ now }] = await tx.$queryRaw<[{ now: Date }]>`select now() as now`;
	return now;
}
