import type { Db } from '#server/ports/db.ts';
import type { ModelPeer } from '../peers/model-peer.ts';

/**
 * What must hold after every fault, read from the database and from the model's own count alone. Each
 * query finds what breaks one rule; none may find anything.
 */
const rules: Record<string, string> = {
	'a task that is neither ended, nor with a person, nor has a run that goes on': `
		select t.id, t.status from tasks t where t.status in ('queued', 'in_progress') and not exists (
			select 1 from runs r where r.workspace_id = t.workspace_id and r.task_id = t.id and r.status in ('queued', 'running'))`,
	'a running run with neither a living holder nor a job': `
		select r.id, r.lease_owner from runs r join tasks t on t.id = r.task_id
		where r.status = 'running' and t.type = 'work'
			and not exists (select 1 from worker_heartbeats h
				where h.id = r.lease_owner and h.seen_at > now() - make_interval(secs => $1))
			and not exists (select 1 from graphile_worker._private_jobs j
				where j.key = 'run:' || r.id and j.attempts < j.max_attempts)`,
	'a queued run with neither a job, nor a place to wait for, nor a time': `
		select r.id, r.admitted, r.wait_reason, r.run_after from runs r
		join workspaces w on w.id = r.workspace_id
		join tasks t on t.id = r.task_id join agents a on a.id = t.agent_id
		where r.status = 'queued' and w.paused_at is null and a.status = 'active'
			and not (r.wait_reason is not null and r.run_after > now())
			and not exists (select 1 from graphile_worker._private_jobs j
				where j.key = 'run:' || r.id and j.attempts < j.max_attempts)
			and not exists (select 1 from runs busy
				where busy.workspace_id = r.workspace_id and busy.id <> r.id and busy.admitted and busy.status in ('queued', 'running'))`,
	'a task whose state contradicts its last run': `
		select t.id, t.status, r.status as run from tasks t
		join lateral (select status from runs r where r.task_id = t.id order by number desc limit 1) r on true
		where (t.status, r.status) not in (
			('queued', 'queued'), ('in_progress', 'running'), ('needs_review', 'succeeded'), ('approved', 'succeeded'),
			('completed', 'succeeded'), ('rejected', 'succeeded'), ('failed', 'failed'), ('cancelled', 'cancelled'),
			('cancelled', 'succeeded'))
			and not (t.status = 'failed' and r.status = 'succeeded' and t.error_code = 'action_failed')`,
	'a fire whose task is of another workflow, or a workflow’s task without its fire': `
		select t.id from tasks t left join fires f on f.id = t.fire_id
		where (t.workflow_id is not null and (f.id is null or f.task_id is distinct from t.id or f.workflow_id <> t.workflow_id))
			or (t.workflow_id is null and t.fire_id is not null)`,
	'a fire that became no work and does not say why': `
		select id from fires where task_id is null and (outcome in ('started', 'late') or reason = '')`,
	'a task with two open runs': `
		select task_id from runs where status in ('queued', 'running') group by task_id having count(*) > 1`,
	'a failed task without a code and a sentence': `
		select id from tasks where status = 'failed' and (error_code is null or error_message !~ '^[A-Z].*\\.$')`,
	'a claim without its event, or two holders of one lease': `
		select t.id, claims.epochs, started.events from tasks t
		join lateral (select sum(lease_epoch - case when error_code = 'quarantined' then 1 else 0 end)::int as epochs
			from runs r where r.task_id = t.id) claims on true
		join lateral (select count(*)::int as events from events e where e.task_id = t.id and e.kind = 'task.started') started on true
		where t.type = 'work' and claims.epochs <> started.events`,
	'a succeeded run without a result, or with an unfinished step': `
		select r.id from runs r where r.status = 'succeeded' and (r.result is null or exists (
			select 1 from steps s where s.run_id = r.id and s.status <> 'succeeded'))`,
	'a finished step without its result': `
		select id from steps where status = 'succeeded' and (result is null or finished_at is null)`,
	'a finished step that was done again': `
		select s.id, c.id as call from steps s join model_calls c on c.step_id = s.id
		where s.status = 'succeeded' and (c.sent_at > s.finished_at or c.attempt > s.attempt)`,
	'a model asked again although its answer was in': `
		select a.step_id from model_calls a join model_calls b on b.step_id = a.step_id and b.id <> a.id
		where a.status = 'answered' and b.sent_at > a.answered_at`,
	'a lost answer asked for again more often than the workspace wants': `
		select c.step_id, w.lost_answer_policy, count(*)::int as calls from model_calls c
		join workspaces w on w.id = c.workspace_id
		where c.status in ('answered', 'possibly_billed', 'sent')
		group by c.step_id, w.lost_answer_policy
		having count(*) > case w.lost_answer_policy when 'repeat' then 2 else 1 end`,
	'a call that waits for an answer although nobody listens': `
		select c.id, r.status from model_calls c join runs r on r.id = c.run_id
		where c.status = 'sent' and c.sent_at < now() - interval '30 seconds'
			and (r.status <> 'running' or not exists (select 1 from worker_heartbeats h where h.id = r.lease_owner))`,
	'money held back for a call that is over': `
		select id, status from model_calls where status <> 'sent' and reserved_micros <> 0`,
	'a month that does not add up': `
		select u.workspace_id, u.cost_micros, u.reserved_micros, c.cost, c.reserved from usage_counters u
		join workspaces w on w.id = u.workspace_id
		join lateral (select coalesce(sum(cost_micros), 0) as cost, coalesce(sum(reserved_micros), 0) as reserved
			from model_calls c where c.workspace_id = u.workspace_id
				and date_trunc('month', c.sent_at at time zone w.time_zone)::date = u.month) c on true
		where u.cost_micros <> c.cost or u.reserved_micros <> c.reserved`,
	'a month with another number of tasks than were given': `
		select u.workspace_id, u.tasks, t.given from usage_counters u
		-- In a run of a workflow each draft counts, and nothing else.
		join lateral (select sum(case when t.workflow_id is null then 1 else (
			select coalesce(sum(cardinality(r.counted)), 0) from runs r where r.task_id = t.id
		) end)::int as given from tasks t where t.workspace_id = u.workspace_id) t on true
		where u.tasks <> t.given`,
	'spending past the limit': `
		select u.workspace_id from usage_counters u join workspaces w on w.id = u.workspace_id
		where w.spend_cap_micros is not null and u.cost_micros + u.reserved_micros > w.spend_cap_micros`,
	'more runs at once than the largest plan allows': `
		select workspace_id from runs where status = 'running' group by workspace_id having count(*) > 16`,
	'an event of a task that does not exist': `
		select e.id from events e left join tasks t on t.workspace_id = e.workspace_id and t.id = e.task_id
		where e.task_id is not null and t.id is null`,
	'a job for a run that does not exist': `
		select j.key from graphile_worker._private_jobs j
		where j.key like 'run:%' and not exists (select 1 from runs r where 'run:' || r.id = j.key)`,
	'a decided task that nobody and no rule has decided': `
		select t.id from tasks t where t.status in ('approved', 'completed', 'rejected') and t.type = 'work'
			-- A dry run and a workflow with nothing to do wait for nobody.
			and not (t.workflow_id is not null and (t.dry_run or not exists (select 1 from runs r where r.task_id = t.id and r.counted <> '{}')))
			and not exists (select 1 from reviews v
				where v.task_id = t.id and v.decision in ('approve', 'reject') and v.undone_at is null)
			and not exists (select 1 from actions a where a.task_id = t.id and (a.by_rule or a.status = 'expired'))`,
	'a run with two decisions on the whole, or on one of its actions': `
		select run_id, action_id from reviews where undone_at is null and decision in ('approve', 'reject')
		group by run_id, action_id having count(*) > 1`
};

/** What the database itself must refuse, tried on rows that the case left. */
const refused: Record<string, string> = {
	'a finished run runs again': `update runs set status = 'running' where status = 'succeeded'`,
	'a lease goes back': `update runs set lease_epoch = lease_epoch - 1 where lease_epoch > 0`,
	'a finished step runs again': `update steps set status = 'running' where status = 'succeeded'`,
	'an answered call is open again': `update model_calls set status = 'sent' where status = 'answered'`,
	'a task with a person is at work again': `update tasks set status = 'in_progress' where status = 'needs_review'`
};

/** Those of the tables, the model's count and the bystander. */
export const countRules = Object.keys(rules).length + Object.keys(refused).length + 2;

/** Sentences about everything that is broken; none when all is well. */
export async function findViolations(db: Db, peer: ModelPeer, leaseSeconds: number): Promise<string[]> {
	const found: string[] = [];
	for (const [rule, sql] of Object.entries(rules)) {
		const rows = await db.$queryRawUnsafe<object[]>(sql, ...(sql.includes('$1') ? [leaseSeconds] : []));
		if (rows.length > 0) found.push(`${rule} (${rows.length}), such as ${show(rows[0])}`);
	}
	for (const [what, sql] of Object.entries(refused))
		if (await isAccepted(db, sql)) found.push(`${what}, unrefused`);
	return [...found, ...(await unaskedCalls(db, peer))];
}

function show(row: unknown): string {
	return JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}

async function isAccepted(db: Db, sql: string): Promise<boolean> {
	const undo = new Error('undo');
	try {
		await db.$transaction(async (tx) => {
			const changed = await tx.$executeRawUnsafe(sql);
			throw changed > 0 ? undo : new Error('nothing to try it on');
		});
	} catch (error) {
		return error === undo;
	}
	return false;
}

/** What reached the model must be in our books, request by request. */
async function unaskedCalls(db: Db, peer: ModelPeer): Promise<string[]> {
	const booked = await db.$queryRaw<{ title: string; calls: number }[]>`
		select t.title, count(c.id)::int as calls from tasks t
		join runs r on r.task_id = t.id left join model_calls c on c.run_id = r.id
		group by t.id, t.title`;
	return booked
		.filter(({ title, calls }) => peer.countFor(title) > calls)
		.map(
			({ title, calls }) =>
				`the model was asked ${peer.countFor(title)} times for ${title}, ${calls} are booked`
		);
}

/** How much is still to be done: open tasks, open calls, money held back. */
export async function unfinished(db: Db, leftOut: string): Promise<number> {
	const [row] = await db.$queryRaw<[{ open: number }]>`
		select (
			(select count(*) from tasks where status in ('queued', 'in_progress') and workspace_id <> ${leftOut}::uuid) +
			(select count(*) from model_calls where status = 'sent') +
			(select count(*) from usage_counters where reserved_micros <> 0) +
			(select count(*) from actions where status in ('dispatching', 'unknown')) +
			(select count(*) from actions where status = 'approved' and coalesce(wait_reason, '') not in ('connect', 'reauth', 'paused'))
		)::int as open`;
	return row.open;
}

/** All that a workspace has, as one hash. */
export async function fingerprint(db: Db, workspaceId: string): Promise<string> {
	const tables = ['tasks', 'runs', 'steps', 'model_calls', 'events', 'usage_counters', 'agents', 'actions'];
	const rows = tables.map(
		(table) => `select '${table} ' || to_jsonb(x)::text as row from ${table} x where workspace_id = $1::uuid`
	);
	const [{ hash }] = await db.$queryRawUnsafe<[{ hash: string }]>(
		`select md5(string_agg(row, '|' order by row)) as hash from (${rows.join(' union all ')}) everything`,
		workspaceId
	);
	return hash;
}
