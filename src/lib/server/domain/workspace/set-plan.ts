import type { Plan } from '#lib/schemas/plan.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports.ts';

/** Puts the workspace that this user owns on a plan; an operator's tool until people can buy. */
export async function setPlan(
	deps: { db: Db },
	input: { email: string; plan: Plan }
): Promise<{ workspace: string }> {
	const owned = await deps.db.membership.findFirst({
		where: { role: 'owner', user: { email: input.email.trim().toLowerCase() } },
		orderBy: { id: 'asc' },
		select: { workspaceId: true }
	});
	if (!owned) throw notFound('account');
	const workspace = await deps.db.workspace.update({
		where: { id: owned.workspaceId },
		data: { plan: input.plan, events: { create: { kind: 'workspace.changed' } } },
		select: { name: true }
	});
	return { workspace: workspace.name };
}
