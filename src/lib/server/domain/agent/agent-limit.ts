import { agentsInWords, noAgentPlaceLeft, plans } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';

/** Archived ones keep their tasks and memories, so there is an end to them. */
const mostEver = 1_000;
const tooManyEver = 'This workspace has hired 1,000 agents, archived ones included. Bring one back instead.';

/**
 * Throws `limit_agents` when the workspace has hired all that its plan allows. Locks the workspace row,
 * so that two hires at once cannot both take the last place.
 */
export async function takeAgentPlace(tx: Tx, workspaceId: string): Promise<{ firstAgent: boolean }> {
	const [row] = await tx.$queryRaw<[{ plan: string }]>`
		select plan from workspaces where id = ${workspaceId}::uuid for no key update`;
	const plan = Plan.parse(row.plan);
	const { agents } = plans[plan];
	const [{ hired, ever }] = await tx.$queryRaw<[{ hired: number; ever: number }]>`
		select (count(*) filter (where status <> 'archived'))::int as hired, count(*)::int as ever
		from agents where workspace_id = ${workspaceId}::uuid`;
	if (agents !== null && hired >= agents) throw new DomainError('limit_agents', noAgentPlaceLeft(plan));
	if (ever >= mostEver) throw new DomainError('limit_agents', tooManyEver);
	return { firstAgent: ever === 0 };
}

/** The same for one that rests because its plan became too small: somebody else must rest or go first. */
export async function takeWorkingPlace(tx: Tx, workspaceId: string): Promise<void> {
	const [{ plan, working }] = await tx.$queryRaw<[{ plan: string; working: number }]>`
		with workspace as (select id, plan from workspaces where id = ${workspaceId}::uuid for no key update)
		select workspace.plan, (
			select count(*)::int from agents a
			where a.workspace_id = workspace.id and a.status <> 'archived' and a.held_from is null
		) as working from workspace`;
	const { name, agents } = plans[Plan.parse(plan)];
	if (agents === null || working < agents) return;
	const message = `The ${name} plan has room for ${agentsInWords(Plan.parse(plan))}. Choose who works under Plan and billing, or a larger plan.`;
	throw new DomainError('limit_agents', message);
}
