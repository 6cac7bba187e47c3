import { MemberRole, type Session } from '#lib/schemas/account.ts';
import { LostAnswerPolicy } from '#lib/schemas/workspace.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { Db } from '#server/ports.ts';

/** Who is signed in and where; null when the membership is gone. */
export async function getSession(
	deps: { db: Db },
	who: { userId: string; workspaceId: string }
): Promise<Session | null> {
	const membership = await deps.db.membership.findUnique({
		where: { workspaceId_userId: { workspaceId: who.workspaceId, userId: who.userId } },
		select: {
			role: true,
			user: { select: { id: true, name: true, email: true } },
			workspace: {
				select: {
					id: true,
					name: true,
					about: true,
					timeZone: true,
					onboardedAt: true,
					plan: true,
					pausedAt: true,
					lostAnswerPolicy: true
				}
			}
		}
	});
	if (!membership) return null;
	const { onboardedAt, plan, pausedAt, lostAnswerPolicy, ...workspace } = membership.workspace;
	return {
		user: membership.user,
		workspace: {
			...workspace,
			onboarded: onboardedAt !== null,
			pausedAt: pausedAt?.toISOString() ?? null,
			lostAnswerPolicy: LostAnswerPolicy.parse(lostAnswerPolicy)
		},
		role: MemberRole.parse(membership.role),
		plan: Plan.parse(plan),
		status: 'active',
		periodEnd: null
	};
}
