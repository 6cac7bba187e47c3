import { EngineStatus } from '#lib/schemas/engine.ts';
import { jobs } from '#lib/schemas/jobs.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor, userIdOf } from '../access/actor.ts';

/** Lists stop here; nobody reads more, and no request counts a whole table. */
const most = 20;
const countTo = 10_000;

/** What owners see of the engine: processes, queue, waits and the failures of the last day. Throws `forbidden`. */
export async function getEngineStatus(deps: { db: Db }, actor: Actor): Promise<EngineStatus> {
	authorise(actor, 'manage workspace');
	const [processes, queue, waits, failures, failedLastDay, parked] = await Promise.all([
		processesOf(deps.db, actor),
		queueOf(deps.db, actor),
		waitsOf(deps.db, actor),
		failuresOf(deps.db, actor),
		countFailures(deps.db, actor),
		parkedJobs(deps.db)
	]);
	const checkedAt = new Date().toISOString();
	return EngineStatus.parse({ processes, ...queue, waits, failures, failedLastDay, parked, checkedAt });
}

/** On which machine they run, the operator alone is told. */
async function processesOf(db: Db, actor: Actor) {
	const told = await isOperator({ db }, actor);
	const rows = await db.heartbeat.findMany({ orderBy: { startedAt: 'asc' }, take: 100 });
	const held = await db.run.groupBy({
		by: ['leaseOwner'],
		where: { workspaceId: actor.workspaceId, status: 'running' },
		_count: true
	});
	const running = new Map(held.map(({ leaseOwner, _count }) => [leaseOwner, _count]));
	return rows.map(({ id, kind, host, pid, version, startedAt, seenAt }) => ({
		id,
		kind,
		host: told ? host : null,
		pid: told ? pid : null,
		version,
		startedAt: startedAt.toISOString(),
		seenAt: seenAt.toISOString(),
		running: running.get(id) ?? 0
	}));
}

async function queueOf(db: Db, actor: Actor) {
	const [row] = await db.$queryRaw<[{ waiting: number; running: number; oldest: Date | null }]>`
		select
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'queued' limit ${countTo}) few) as waiting,
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'in_progress' limit ${countTo}) few) as running,
			(select created_at from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'queued' order by id limit 1) as oldest`;
	return { waiting: row.waiting, running: row.running, oldestWaitingAt: row.oldest?.toISOString() ?? null };
}

async function waitsOf(db: Db, actor: Actor) {
	const rows = await db.$queryRaw<{ reason: string; runs: number; until: Date | null }[]>`
		select wait_reason as reason, count(*)::int as runs, min(nullif(run_after, 'epoch'::timestamptz)) as until
		from runs where workspace_id = ${actor.workspaceId}::uuid and status = 'queued' and wait_reason is not null
		group by 1 order by 2 desc`;
	return rows.map(({ reason, runs, until }) => ({ reason, runs, until: until?.toISOString() ?? null }));
}

function lastDay(actor: Actor) {
	const since = new Date(Date.now() - 24 * 60 * 60 * 1_000);
	return { workspaceId: actor.workspaceId, status: 'failed', updatedAt: { gt: since } };
}

async function failuresOf(db: Db, actor: Actor) {
	const rows = await db.task.findMany({
		where: lastDay(actor),
		orderBy: { updatedAt: 'desc' },
		take: most,
		select: { id: true, title: true, errorCode: true, errorMessage: true, updatedAt: true }
	});
	return rows.map((row) => ({
		taskId: row.id,
		title: row.title,
		code: row.errorCode ?? 'internal',
		message: row.errorMessage ?? '',
		at: row.updatedAt.toISOString()
	}));
}

async function countFailures(db: Db, actor: Actor): Promise<number> {
	return (await db.task.findMany({ where: lastDay(actor), select: { id: true }, take: countTo })).length;
}

/**
 * Jobs without a handler here, or out of tries: they are kept, and somebody should look. One that is being worked on
 * is not parked: the queue marks it as out of tries when another of the same key comes in.
 */
async function parkedJobs(db: Db): Promise<number> {
	const [row] = await db.$queryRaw<[{ parked: number }]>`
		select count(*)::int as parked from (
			select 1 from graphile_worker._private_jobs j
			join graphile_worker._private_tasks k on k.id = j.task_id
			where j.locked_at is null
				and (j.attempts >= j.max_attempts or k.identifier <> all (${Object.keys(jobs)}))
			limit 1000
		) few`;
	return row.parked;
}

/** Whoever made the first account runs the installation; ids are in the order in which they were made. */
async function isOperator({ db }: { db: Db }, actor: Actor): Promise<boolean> {
	const first = await db.user.findFirst({ orderBy: { id: 'asc' }, select: { id: true } });
	return first !== null && first.id === userIdOf(actor);
}
