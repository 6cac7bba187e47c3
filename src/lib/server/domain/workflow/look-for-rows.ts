import { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import type { InputField } from '#lib/schemas/workflow-input.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Timings } from '../ledger/lease.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import { alone, readDelivered, type DeliveredRow } from './delivered-row.ts';
import { passingProblem, problemIn, readRows, type ReadRowsDeps, type RowTrigger } from './read-rows.ts';
import { compareRows, RowCursor, seededCursor } from './row-cursor.ts';
import { firesOf, reader } from './row-fires.ts';
import { noteLate, pauseForSheet, pauseInside } from './row-problems.ts';
import type { SheetRow } from './sheet-rows.ts';
import { startRuns } from './start-runs.ts';

type Deps = ReadRowsDeps & {
	db: Db;
	jobs: Jobs;
	timings: Pick<Timings, 'rowLookSeconds' | 'freshRowSeconds'>;
	config: { spendCaps: SpendCaps };
};
type Place = { workspaceId: string; workflowId: string };

/** As many rows start something at one look; the rest wait for the next. */
const mostAtOneLook = 50;

/**
 * Looks for new rows in the sheet of a workflow. What has been seen moves on in the transaction that writes the fires, so
 * a row starts one run whatever crashes; a look that has begun before another one ended is dropped. What stays wrong with
 * the sheet pauses the workflow, and what passes is noted and tried again.
 */
export async function lookForRows(deps: Deps, place: Place): Promise<void> {
	const asked = await readWatching(deps.db, place);
	if (!asked) return;
	const { trigger, definition } = asked;
	let rows: SheetRow[];
	try {
		rows = await readRows(deps, place.workspaceId, trigger, definition.fields);
	} catch (error) {
		const problem = problemIn(error);
		return problem ? pauseForSheet(deps.db, place, problem) : noteLate(deps.db, place, passingProblem(error));
	}
	await deps.db.$transaction(async (tx) => {
		const row = await readDelivered(tx, deps.config.spendCaps, { ...place, kind: 'row' }, alone);
		if (!row || !isWatching(row) || !(await isLast(tx, place, asked))) return;
		await moveOn(deps, tx, row, definition.fields, rows);
	});
}

type Watching = { trigger: RowTrigger; definition: Definition; at: Date };

async function readWatching(db: Db, { workspaceId, workflowId }: Place): Promise<Watching | null> {
	const [row] = await db.$queryRaw<{ trigger: unknown; definition: unknown; at: Date }[]>`
		select trigger, definition, clock_timestamp() as at from workflows
		where workspace_id = ${workspaceId}::uuid and id = ${workflowId}::uuid and deleted_at is null and enabled
			and trigger_kind = 'row' and (pause_code is null or pause_code = 'waiting')`;
	const trigger = row && Trigger.parse(row.trigger);
	if (trigger?.kind !== 'row') return null;
	return { trigger, definition: Definition.parse(row?.definition), at: row?.at ?? new Date() };
}

function isWatching({ enabled, pauseCode, agentStatus }: DeliveredRow): boolean {
	return enabled && agentStatus !== 'archived' && (pauseCode === null || pauseCode === 'waiting');
}

/** Nobody has looked, or changed what is looked at, since this look began. */
async function isLast(
	tx: Tx,
	{ workspaceId, workflowId }: Place,
	{ trigger, at }: Watching
): Promise<boolean> {
	const rows = await tx.$queryRaw<unknown[]>`
		select 1 from workflows where workspace_id = ${workspaceId}::uuid and id = ${workflowId}::uuid
			and coalesce(looked_at, '-infinity') <= ${at} and trigger = ${JSON.stringify(trigger)}::jsonb`;
	return rows.length > 0;
}

async function moveOn(
	deps: Deps,
	tx: Tx,
	row: DeliveredRow,
	fields: readonly InputField[],
	rows: SheetRow[]
): Promise<void> {
	const prints = rows.map(({ print }) => print);
	const before = await readCursor(tx, row);
	if (!before) return keep(deps, tx, row, seededCursor(prints), 0);
	const read = reader(fields, rows);
	const isUsable = (at: number) => read(at).brought !== null;
	const found = compareRows(before, prints, row.now.getTime(), { isUsable, most: mostAtOneLook });
	if (found.rewritten) return pauseInside(tx, row, rewritten, true);
	await startRuns(deps.jobs, tx, firesOf(row, read, rows, found));
	await keep(deps, tx, row, found.cursor, found.ready.length);
}

const rewritten =
	'Most rows of the sheet have been replaced, so nobody can tell which are new. It goes on with the rows that come after you let it.';

export async function readCursor(tx: Tx, { workspaceId, id }: DeliveredRow): Promise<RowCursor | null> {
	const [stored] = await tx.$queryRaw<{ cursor: unknown }[]>`
		select cursor from workflows where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
	return stored?.cursor ? RowCursor.parse(stored.cursor) : null;
}

async function keep(
	{ timings }: Deps,
	tx: Tx,
	{ workspaceId, id }: DeliveredRow,
	cursor: RowCursor,
	found: number
): Promise<void> {
	const seconds = cursor.fresh.length > 0 ? timings.freshRowSeconds : timings.rowLookSeconds;
	await tx.$executeRaw`
		update workflows set cursor = ${JSON.stringify(cursor)}::jsonb, looked_at = date_trunc('milliseconds', clock_timestamp()), last_found = ${found},
			look_problem = null, look_told = false, next_fire_at = clock_timestamp() + make_interval(secs => ${seconds})
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
}
