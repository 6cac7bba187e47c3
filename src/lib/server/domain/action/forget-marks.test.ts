import { expect, test } from 'vitest';
import {
	addRows,
	app,
	approvedRows,
	carryOut,
	db,
	keepOnly,
	markLength,
	newRowOffice,
	sandbox,
	settledRows
} from '../../../../../tests/row-office.ts';
import { carryOutAction } from './carry-out-action.ts';
import { claimAction } from './claim-action.ts';
import { forgetAllMarks, forgetMarks } from './forget-marks.ts';

const age = (ids: string[], days: number) => db.$executeRaw`
	update actions set finished_at = finished_at - make_interval(days => ${days}), effect_at = effect_at - make_interval(days => ${days})
	where id = any(${ids}::uuid[])`;

async function marked(ids: string[]) {
	const actions = await db.action.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
	return actions.map(({ prepared }) => !Object.hasOwn(prepared as object, 'forgottenAt'));
}

const statuses = async (ids: string[]) => {
	const actions = await db.action.findMany({ where: { id: { in: ids } }, select: { status: true } });
	return [...new Set(actions.map(({ status }) => status))];
};
const batches = () => sandbox.state().counts['sheets.spreadsheets.batchUpdate'] ?? 0;

test('marks are short, and those of rows that settled a week ago are forgotten, in one request, once', async () => {
	const office = await newRowOffice();
	const ids = await addRows(office, 5);
	expect(await statuses(ids)).toEqual(['succeeded']);
	const { metadata } = office.sheet();
	expect(metadata.map((one) => one.metadataKey.length + one.metadataValue.length)).toEqual(
		Array(5).fill(markLength)
	);
	expect(await forgetMarks(app, office.workspaceId)).toBe(0);
	await age(ids.slice(0, 3), 8);
	const before = batches();
	expect(await forgetMarks(app, office.workspaceId)).toBe(3);
	expect(await forgetMarks(app, office.workspaceId)).toBe(0);
	expect(batches()).toBe(before + 1);
	expect(await marked(ids)).toEqual([false, false, false, true, true]);
	expect(office.sheet().metadata).toEqual(metadata.slice(3));
	expect(office.sheet().tabs[0]?.rows).toHaveLength(3 + 5);
});

test('the mark of an action that is not settled stays, however old', async () => {
	const office = await newRowOffice();
	const [lost, asked, settled] = await approvedRows(office, 3);
	if (!lost || !asked || !settled) throw new Error('There are no actions.');
	for (const id of [lost, asked]) {
		sandbox.set({ next: { operation: 'sheets.spreadsheets.batchUpdate', fault: '503-after' } });
		const claim = await claimAction(app, id);
		if (claim) await carryOutAction(app, claim);
	}
	await db.action.update({ where: { id: asked }, data: { status: 'needs_human' } });
	await carryOut(settled);
	expect((await statuses([lost, asked, settled])).sort()).toEqual(['needs_human', 'succeeded', 'unknown']);
	await age([lost, asked, settled], 30);
	expect(await forgetMarks(app, office.workspaceId)).toBe(1);
	expect(await marked([lost, asked, settled])).toEqual([true, true, false]);
	expect(office.sheet().metadata).toHaveLength(2);
});

test('a spreadsheet that cannot be reached is left for later, and the others are cleared', async () => {
	const [office, other] = [await newRowOffice(), await newRowOffice()];
	const ids = await addRows(office, 2);
	await age(ids, 8);
	await db.$executeRaw`
		update actions set prepared = jsonb_set(prepared, '{spreadsheetId}', ${JSON.stringify(other.spreadsheetId)}::jsonb)
		where id = ${ids[0] ?? ''}::uuid`;
	expect(await forgetMarks(app, office.workspaceId)).toBe(1);
	expect(await marked(ids)).toEqual([true, false]);
	sandbox.set({ email: office.email, revokeTokens: true });
	expect(await forgetMarks(app, office.workspaceId)).toBe(0);
});

test('each connected workspace that has marks gets a job', async () => {
	const [office, without] = [await newRowOffice(), await newRowOffice()];
	await addRows(office, 1);
	await forgetAllMarks(app);
	const rows = await db.$queryRaw<{ key: string }[]>`
		select key from graphile_worker.jobs where task_identifier = 'forget-marks-of'`;
	const keys = rows.map(({ key }) => key);
	expect(keys).toContain(`forget-marks:${office.workspaceId}`);
	expect(keys).not.toContain(`forget-marks:${without.workspaceId}`);
});

test('where others have filled a spreadsheet, the row waits and then asks a person', async () => {
	const office = await newRowOffice();
	keepOnly(0);
	const [id = ''] = await approvedRows(office, 1);
	expect(await carryOut(id)).toBe(1);
	expect(await db.action.findUnique({ where: { id } })).toMatchObject({
		status: 'approved',
		waitReason: 'retry',
		attempt: 1,
		errorCode: 'metadata_full'
	});
	for (let tries = 1; tries < 6; tries++) {
		await db.$executeRaw`update actions set run_after = now() - interval '1 second' where id = ${id}::uuid`;
		await carryOut(id);
	}
	expect(await db.action.findUnique({ where: { id } })).toMatchObject({
		status: 'needs_human',
		errorCode: 'metadata_full'
	});
});

test('a request without an answer might still arrive: its mark makes no room until it cannot', async () => {
	const office = await newRowOffice();
	const [late = '', next = ''] = await approvedRows(office, 2);
	sandbox.set({ next: { operation: 'sheets.spreadsheets.batchUpdate', fault: '503-after' } });
	await carryOutAction(app, (await claimAction(app, late)) ?? expect.fail('nothing to carry out'));
	await db.$executeRaw`update actions set status = 'succeeded', finished_at = now(), lease_owner = null where id = ${late}::uuid`;
	keepOnly(1);
	await carryOut(next);
	expect(await statuses([next])).toEqual(['approved']);
	await db.$executeRaw`update actions set effect_at = effect_at - interval '11 minutes' where id = ${late}::uuid`;
	await db.$executeRaw`update actions set run_after = now() - interval '1 second' where id = ${next}::uuid`;
	await carryOut(next);
	expect(await statuses([next])).toEqual(['succeeded']);
});

test('five rows at once meet a full spreadsheet: all are added, once, and nobody hears of it', async () => {
	const office = await newRowOffice();
	await addRows(office, 4);
	keepOnly(5);
	const ids = await approvedRows(office, 5);
	await Promise.all(ids.map(carryOut));
	expect(await statuses(ids)).toEqual(['succeeded']);
	expect(office.sheet().tabs[0]?.rows).toHaveLength(3 + 9);
	const told = await db.event.findMany({
		where: { workspaceId: office.workspaceId, kind: { startsWith: 'action.' } }
	});
	expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['action.succeeded']));
});

test('2,000 rows in one spreadsheet that keeps 100 marks', { timeout: 120_000 }, async () => {
	const office = await newRowOffice();
	keepOnly(100);
	const ids: string[] = [];
	let full = 0;
	while (ids.length < 2_000) {
		const room = 99 - office.sheet().metadata.length;
		ids.push(...(await settledRows(office, Math.min(room, 1_996 - ids.length))));
		const one = await addRows(office, 4);
		full += await db.actionAttempt.count({ where: { actionId: { in: one }, outcome: 'not_applied' } });
		ids.push(...one);
	}
	expect(full).toBeGreaterThanOrEqual(19);
	expect(await statuses(ids)).toEqual(['succeeded']);
	const { tabs, metadata } = office.sheet();
	const names = (tabs[0]?.rows ?? []).slice(3).map(([name]) => name?.text);
	expect([names.length, new Set(names).size]).toEqual([2_000, 2_000]);
	expect(metadata.length).toBe((await marked(ids)).filter(Boolean).length);
	const told = await db.event.findMany({
		where: { workspaceId: office.workspaceId },
		select: { kind: true }
	});
	const kinds = new Set(told.map(({ kind }) => kind));
	for (const kind of ['action.waiting', 'action.needs_human', 'action.failed'])
		expect(kinds).not.toContain(kind);
});

test('beyond 400 marks the oldest are forgotten, however young', async () => {
	const office = await newRowOffice();
	const [older, newer] = [await settledRows(office, 210), await settledRows(office, 210)];
	expect(await forgetMarks(app, office.workspaceId)).toBe(20);
	expect((await marked(older)).filter(Boolean)).toHaveLength(190);
	expect(await marked(newer)).not.toContain(false);
	expect(office.sheet().metadata).toHaveLength(400);
});
