import { founder } from '#lib/access.ts';
import type { Plan } from '#lib/schemas/plan.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { applyPlan } from '../billing/apply-plan.ts';

/** Grants the workspace that this user owns a plan; one that it pays for and that is larger stays. Answers which it is on. */
export async function setPlan(
	deps: { db: Db; jobs: Jobs },
	input: { email: string; plan: Plan }
): Promise<{ workspace: string; plan: Plan }> {
	const owned = await deps.db.membership.findFirst({
		where: { role: founder, user: { email: input.email.trim().toLowerCase() } },
		orderBy: { id: 'asc' },
		select: { workspaceId: true }
	});
	if (!owned) throw notFound('account');
	return deps.db.$transaction(async (tx) => {
		const { workspaceId } = owned;
		await tx.workspace.update({ where: { id: workspaceId }, data: { grantedPlan: input.plan } });
		const plan = await applyPlan(deps.jobs, tx, workspaceId);
		const { name } = await tx.workspace.findUniqueOrThrow({
			where: { id: workspaceId },
			select: { name: true }
		});
		return { workspace: name, plan };
	});
}
