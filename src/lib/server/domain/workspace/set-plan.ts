import type { Plan } from '#lib/schemas/plan.ts';
import { notFound } from '#server/errors.ts';
import type { Db, Jobs } from '#server/ports.ts';
import { wakeBudgetWaits } from '../run/wake-budget-waits.ts';

/** Puts the workspace that this user owns on a plan, and lets go on what its old one held back. */
export async function setPlan(
	deps: { db: Db; jobs: Jobs },
	input: { email: string; plan: Plan }
): Promise<{ workspace: string }> {
	const owned = await deps.db.membership.findFirst({
		where: { role: 'owner', user: { email: input.email.trim().toLowerCase() } },
		orderBy: { id: 'asc' },
		select: { workspaceId: true }
	});
	if (!owned) throw notFound('account');
	return deps.db.$transaction(async (tx) => {
		const workspace = await tx.workspace.update({
			where: { id: owned.workspaceId },
			data: { plan: input.plan, events: { create: { kind: 'workspace.changed' } } },
			select: { name: true }
		});
		await wakeBudgetWaits(deps.jobs, tx, owned.workspaceId);
		return { workspace: workspace.name };
	});
}
