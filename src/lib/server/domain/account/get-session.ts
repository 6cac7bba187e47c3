import { MemberRole, type Session } from '#lib/schemas/account.ts';
import { Plan } from '#lib/schemas/plan.ts';
import { LostAnswerPolicy } from '#lib/schemas/workspace.ts';
import type { Db } from '#server/ports.ts';

type Row = {
	role: string;
	user_name: string;
	email: string;
	workspace_name: string;
	about: string;
	time_zone: string;
	plan: string;
	onboarded_at: Date | null;
	paused_at: Date | null;
	lost_answer_policy: string;
};

/** Who is signed in and where, in one query, for every request asks; null when the membership is gone. */
export async function getSession(
	deps: { db: Db },
	who: { userId: string; workspaceId: string }
): Promise<Session | null> {
	const [row] = await deps.db.$queryRaw<Row[]>`
		select m.role, u.name as user_name, u.email, w.name as workspace_name, w.about, w.time_zone, w.plan,
			w.onboarded_at, w.paused_at, w.lost_answer_policy
		from memberships m
		join users u on u.id = m.user_id
		join workspaces w on w.id = m.workspace_id
		where m.workspace_id = ${who.workspaceId}::uuid and m.user_id = ${who.userId}::uuid`;
	if (!row) return null;
	return {
		user: { id: who.userId, name: row.user_name, email: row.email },
		workspace: {
			id: who.workspaceId,
			name: row.workspace_name,
			about: row.about,
			timeZone: row.time_zone,
			onboarded: row.onboarded_at !== null,
			pausedAt: row.paused_at?.toISOString() ?? null,
			lostAnswerPolicy: LostAnswerPolicy.parse(row.lost_answer_policy)
		},
		role: MemberRole.parse(row.role),
		plan: Plan.parse(row.plan),
		status: 'active',
		periodEnd: null
	};
}
