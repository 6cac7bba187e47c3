import { larger, plans } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { recordEvent } from '../event/record-event.ts';
import { wakeBudgetWaits } from '../run/wake-budget-waits.ts';
import { fitAgents } from './fit-agents.ts';
import { fitWorkflows } from './fit-workflows.ts';

type Row = { plan: string; granted: string; paid: string | null };

/**
 * Puts a workspace on the larger of what it pays for and what its operator has granted, and everything that follows
 * from that: what waited for money goes on, agents and workflows rest or come back. The one place that changes a workspace's plan.
 */
export async function applyPlan(jobs: Jobs, tx: Tx, workspaceId: string): Promise<Plan> {
	const [row] = await tx.$queryRaw<[Row]>`
		select w.plan, w.granted_plan as granted, s.paid_plan as paid
		from workspaces w left join subscriptions s on s.workspace_id = w.id
		where w.id = ${workspaceId}::uuid for no key update of w`;
	const before = Plan.parse(row.plan);
	const granted = Plan.parse(row.granted);
	const plan = row.paid === null ? granted : larger(granted, Plan.parse(row.paid));
	if (plan === before) return plan;
	await tx.workspace.update({ where: { id: workspaceId }, data: { plan } });
	const resting = await fitAgents(tx, workspaceId, plans[plan].agents);
	await fitWorkflows(tx, workspaceId, plan);
	await wakeBudgetWaits(jobs, tx, workspaceId);
	await recordEvent(tx, {
		workspaceId,
		kind: 'plan.changed',
		data: { name: plans[plan].name, actions: resting }
	});
	return plan;
}
