import { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Failpoint } from '#server/ports/failpoint.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import { newId } from '#server/ids.ts';
import type { Timings } from '../ledger/lease.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import { nextFire } from '../time/next-fire.ts';
import { scheduleOf, zoneData } from './due-fields.ts';
import { readDue, type StoredRow } from './due-rows.ts';
import { clockAt, dueTimes, type Due } from './due-times.ts';
import { hindrance } from './may-run.ts';
import { brokenReason, runOf } from './run-of.ts';
import { startRuns, type NewFire } from './start-runs.ts';

type Deps = {
	db: Db;
	jobs: Jobs;
	log: Log;
	failpoint: Failpoint;
	timings: Pick<Timings, 'rowLookSeconds'>;
	config: { spendCaps: SpendCaps };
};

/** As many as one transaction takes. */
const atOnce = 250;

/**
 * Fires what is due: each due time becomes a row, and one of them a task with its job, in one transaction with the
 * workflow's next due time. Any number of schedulers may do this at once. With nothing due it is one look into one index.
 * The time is the database's, whatever the clock of this process shows; `now` is for whoever moves the clock on purpose.
 * Answers how many workflows were looked at.
 */
export async function fireDue(deps: Deps, now: Date | null = null): Promise<number> {
	for (let looked = 0; ;) {
		const found = await deps.db.$transaction((tx) => fireSome(deps, tx, now), { timeout: 60_000 });
		looked += found;
		if (found < atOnce) return looked;
	}
}

async function fireSome(deps: Deps, tx: Tx, moved: Date | null): Promise<number> {
	const { rows, now } = await readDue(tx, deps.config.spendCaps, moved, atOnce);
	if (!now) return 0;
	const looked: Looked[] = [];
	for (const row of rows) {
		looked.push(lookAlone(deps, row, now));
		// After an absence one look takes long enough for heartbeats and leases to come between two of them.
		await new Promise((resolve) => setImmediate(resolve));
	}
	await startRuns(
		deps.jobs,
		tx,
		looked.flatMap(({ fires }) => fires)
	);
	await deps.failpoint('fires-written');
	await askForRows(deps.jobs, tx, looked);
	await settle(tx, looked);
	await deps.failpoint('fires-settled');
	return rows.length;
}

type Next = { id: string; nextFireAt: Date | null; settledAt: Date; settledClock: string | null };
type Looked = Next & { fires: NewFire[]; looksIn?: Place };
type Place = { workspaceId: string; workflowId: string };

/** What asks Google is a job of its own, which nobody's due time waits for. */
async function askForRows(jobs: Jobs, tx: Tx, looked: Looked[]): Promise<void> {
	const places = looked.flatMap(({ looksIn }) => looksIn ?? []);
	const added = places.map((payload) => ({ payload, key: `look-for-rows:${payload.workflowId}` }));
	await jobs.addEach(tx, 'look-for-rows', added);
}

/** Whatever is wrong with one of them, the others fire. One whose schedule cannot be read says so, and is due no more. */
function lookAlone(deps: Deps, row: StoredRow, now: Date): Looked {
	try {
		return look(deps, row, Trigger.parse(row.trigger), now);
	} catch (error) {
		const { id, settledClock } = row;
		return { id, nextFireAt: null, settledAt: now, settledClock, fires: [broken(deps.log, row, now, error)] };
	}
}

function broken(log: Log, row: Pick<StoredRow, 'id' | 'workspaceId'>, at: Date, err: unknown): NewFire {
	const { workspaceId, id: workflowId } = row;
	log.error({ err, workflowId }, 'A due workflow cannot be made a run');
	const ids = { id: newId(), workspaceId, workflowId, key: at.toISOString() };
	return { ...ids, at, outcome: 'skipped', reason: brokenReason(err), count: 1, payload: null, task: null };
}

function look({ log, timings }: Deps, row: StoredRow, trigger: Trigger, now: Date): Looked {
	const { id } = row;
	const settled = { id, settledAt: now, settledClock: null, fires: [] };
	if (trigger.kind === 'row') {
		const nextFireAt = new Date(now.getTime() + timings.rowLookSeconds * 1_000);
		return { ...settled, nextFireAt, looksIn: { workspaceId: row.workspaceId, workflowId: id } };
	}
	if (trigger.kind !== 'schedule') return { ...settled, nextFireAt: null };
	const schedule = scheduleOf(trigger);
	const due = dueTimes(schedule, { at: row.settledAt, clock: row.settledClock }, now, row.missed);
	const last = due.at(-1);
	return {
		id,
		nextFireAt: nextFire(schedule, now),
		settledAt: now,
		settledClock: last ? clockAt(schedule, last.at) : row.settledClock,
		fires: due.map((one) => fireAlone(log, row, trigger, one))
	};
}

function fireAlone(log: Log, row: StoredRow, trigger: Trigger, due: Due): NewFire {
	try {
		return fireOf(row, trigger, due);
	} catch (error) {
		return broken(log, row, due.at, error);
	}
}

function fireOf(row: StoredRow, trigger: Trigger, due: Due): NewFire {
	const { workspaceId, id: workflowId } = row;
	const hindered = due.outcome === 'skipped' ? null : hindrance(row, row.pauseReason);
	const runs = due.outcome !== 'skipped' && hindered === null;
	return {
		id: newId(),
		workspaceId,
		workflowId,
		key: due.at.toISOString(),
		payload: null,
		...due,
		...hindered,
		task: runs ? taskOf(row, trigger, due.at) : null
	};
}

function taskOf(row: StoredRow, trigger: Trigger, at: Date): NewFire['task'] {
	const { agentId, createdById, shadow } = row;
	return {
		...runOf({ ...row, definition: Definition.parse(row.definition), trigger }, null, at),
		id: newId(),
		runId: newId(),
		agentId,
		createdById,
		dryRun: false,
		shadow,
		scheduled: true,
		actorId: null,
		apiKeyId: null
	};
}

async function settle(tx: Tx, looked: Looked[]): Promise<void> {
	const next = looked.map(({ id, nextFireAt, settledAt, settledClock }): Next => ({
		id,
		nextFireAt,
		settledAt,
		settledClock
	}));
	await tx.$executeRaw`
		update workflows w set next_fire_at = next."nextFireAt", settled_at = next."settledAt",
			settled_clock = next."settledClock", zone_data = ${zoneData}
		from jsonb_to_recordset(${JSON.stringify(next)}::jsonb)
			as next(id uuid, "nextFireAt" timestamptz, "settledAt" timestamptz, "settledClock" text)
		where w.id = next.id`;
}
