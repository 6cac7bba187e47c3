import type { Db } from '#server/ports/db.ts';

type RowAgent = { id: string; name: string; avatar: string };

/** A proposal as a list shows it, without what it would write. */
export type ActionRow = {
	id: string;
	taskId: string;
	runId: string;
	agent: RowAgent;
	kind: string;
	title: string;
	snippet: string;
	status: string;
	payloadHash: string;
	targets: string[];
	flags: unknown;
	position: number;
	byRule: boolean;
	waitReason: string | null;
	errorCode: string | null;
	createdAt: Date;
	expiresAt: Date;
	snoozedUntil: Date | null;
	decidedAt: Date | null;
	finishedAt: Date | null;
	/** Null for who is not there any more, too. */
	decidedBy: string | null;
	/** Its run's work was sent back: what it proposed was not refused, but made anew. */
	sentBack: boolean;
};

/** A task whose result is decided on as a whole, with its newest version and what was said of it last. */
export type ResultRow = {
	id: string;
	agent: RowAgent;
	title: string;
	status: string;
	updatedAt: Date;
	snoozedUntil: Date | null;
	runId: string | null;
	result: unknown;
	finishedAt: Date | null;
	decision: string | null;
	reviewedAt: Date | null;
	reviewer: string | null;
};

/*
 * One statement each, whatever a row needs from elsewhere with it: a list of five is read with every page of the product.
 */

export function readActionRows(db: Db, workspaceId: string, ids: string[]): Promise<ActionRow[]> {
	return db.$queryRaw<ActionRow[]>`
		select a.id, a.task_id as "taskId", a.run_id as "runId",
			json_build_object('id', g.id, 'name', g.name, 'avatar', g.avatar) as agent,
			a.kind, a.title, a.snippet, a.status, a.payload_hash as "payloadHash", a.targets, a.flags, a.position,
			a.by_rule as "byRule", a.wait_reason as "waitReason", a.error_code as "errorCode",
			a.created_at as "createdAt", a.expires_at as "expiresAt", a.snoozed_until as "snoozedUntil",
			a.decided_at as "decidedAt", a.finished_at as "finishedAt", u.name as "decidedBy",
			a.status = 'rejected' and exists (
				select 1 from reviews r
				where r.workspace_id = a.workspace_id and r.task_id = a.task_id and r.run_id = a.run_id
					and r.action_id is null and r.decision = 'revise' and r.undone_at is null
			) as "sentBack"
		from actions a
		join agents g on g.workspace_id = a.workspace_id and g.id = a.agent_id
		left join users u on u.id = a.decided_by_id
		where a.workspace_id = ${workspaceId}::uuid and a.id = any(${ids}::uuid[])`;
}

export function readResultRows(db: Db, workspaceId: string, ids: string[]): Promise<ResultRow[]> {
	return db.$queryRaw<ResultRow[]>`
		select t.id, json_build_object('id', g.id, 'name', g.name, 'avatar', g.avatar) as agent, t.title, t.status,
			t.updated_at as "updatedAt", t.snoozed_until as "snoozedUntil",
			run.id as "runId", run.result, run.finished_at as "finishedAt",
			review.decision, review.created_at as "reviewedAt", u.name as reviewer
		from tasks t
		join agents g on g.workspace_id = t.workspace_id and g.id = t.agent_id
		left join lateral (
			select r.id, r.result, r.finished_at from runs r
			where r.workspace_id = t.workspace_id and r.task_id = t.id and r.status = 'succeeded'
			order by r.number desc limit 1
		) run on true
		left join lateral (
			select v.decision, v.created_at, v.reviewer_id from reviews v
			where v.workspace_id = t.workspace_id and v.task_id = t.id and v.action_id is null and v.undone_at is null
			order by v.created_at desc limit 1
		) review on true
		left join users u on u.id = review.reviewer_id
		where t.workspace_id = ${workspaceId}::uuid and t.id = any(${ids}::uuid[])`;
}
