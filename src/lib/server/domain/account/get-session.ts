import { abilitiesOf } from '#lib/access.ts';
import { MemberRole, type Session } from '#lib/schemas/account.ts';
import { BillingStatus } from '#lib/schemas/billing.ts';
import { Plan } from '#lib/schemas/plan.ts';
import { LostAnswerPolicy } from '#lib/schemas/workspace.ts';
import type { Db } from '#server/ports/db.ts';
import type { StoredSession } from '#server/ports/sessions.ts';

type Row = {
	user_id: string;
	workspace_id: string;
	expires_at: Date | null;
	last_seen_at: Date | null;
	role: string;
	user_name: string;
	email: string;
	verified_at: Date | null;
	workspace_name: string;
	about: string;
	time_zone: string;
	plan: string;
	onboarded_at: Date | null;
	paused_at: Date | null;
	lost_answer_policy: string;
	status: string | null;
	period_end: Date | null;
};

/** Who this member is and where; null when the membership is gone. */
export async function getSession(
	{ db }: { db: Db },
	{ userId, workspaceId }: { userId: string; workspaceId: string }
): Promise<Session | null> {
	const row = await readRow(db, { tokenHash: null, userId, workspaceId });
	return row && sessionOf(row);
}

/** The session that a token opens, in one statement, for every request asks; null when nobody has this token. */
export async function readSession(db: Db, tokenHash: string): Promise<StoredSession | null> {
	const row = await readRow(db, { tokenHash, userId: null, workspaceId: null });
	if (!row?.expires_at || !row.last_seen_at) return null;
	return { session: sessionOf(row), expiresAt: row.expires_at, lastSeenAt: row.last_seen_at };
}

type Wanted = { tokenHash: string | null; userId: string | null; workspaceId: string | null };

async function readRow(db: Db, { tokenHash, userId, workspaceId }: Wanted): Promise<Row | null> {
	const [row] = await db.$queryRaw<Row[]>`
		with who as (
			select user_id, active_workspace_id as workspace_id, expires_at, last_seen_at from sessions where id = ${tokenHash}
			union all
			select m.user_id, m.workspace_id, null, null from memberships m
			where m.workspace_id = ${workspaceId}::uuid and m.user_id = ${userId}::uuid
		)
		select who.*, m.role, u.name as user_name, u.email, u.verified_at, w.name as workspace_name, w.about, w.time_zone, w.plan,
			w.onboarded_at, w.paused_at, w.lost_answer_policy, s.status, s.period_end
		from who join memberships m on m.workspace_id = who.workspace_id and m.user_id = who.user_id
		join users u on u.id = m.user_id
		join workspaces w on w.id = m.workspace_id
		left join subscriptions s on s.workspace_id = w.id`;
	return row ?? null;
}

function sessionOf(row: Row): Session {
	const role = MemberRole.parse(row.role);
	return {
		user: { id: row.user_id, name: row.user_name, email: row.email, verified: row.verified_at !== null },
		workspace: {
			id: row.workspace_id,
			name: row.workspace_name,
			about: row.about,
			timeZone: row.time_zone,
			onboarded: row.onboarded_at !== null,
			pausedAt: row.paused_at?.toISOString() ?? null,
			lostAnswerPolicy: LostAnswerPolicy.parse(row.lost_answer_policy)
		},
		role,
		abilities: [...abilitiesOf[role]],
		plan: Plan.parse(row.plan),
		status: BillingStatus.parse(row.status ?? 'active'),
		periodEnd: row.period_end?.toISOString() ?? null
	};
}
