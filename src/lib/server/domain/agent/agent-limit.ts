import { entitlements, Plan } from '#lib/schemas/plan.ts';
import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports.ts';

/**
 * Throws `limit_agents` when the workspace has hired all that its plan allows. Locks the workspace row,
 * so that two hires at once cannot both take the last place.
 */
export async function takeAgentPlace(tx: Tx, workspaceId: string): Promise<{ firstAgent: boolean }> {
	const [row] = await tx.$queryRaw<[{ plan: string }]>`
		select plan from workspaces where id = ${workspaceId}::uuid for no key update`;
	const plan = entitlements[Plan.parse(row.plan)];
	const [{ hired, ever }] = await tx.$queryRaw<[{ hired: number; ever: number }]>`
		select (count(*) filter (where status <> 'archived'))::int as hired, count(*)::int as ever
		from agents where workspace_id = ${workspaceId}::uuid`;
	if (plan.agents !== null && hired >= plan.agents) {
		const people = plan.agents === 1 ? 'one agent' : `${plan.agents} agents`;
		throw new DomainError(
			'limit_agents',
			`The ${plan.name} plan has room for ${people}. Archive one or choose a larger plan to hire another.`
		);
	}
	return { firstAgent: ever === 0 };
}
