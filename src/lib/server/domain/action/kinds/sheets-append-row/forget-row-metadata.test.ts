import { expect, test } from 'vitest';
import { markLength, openSheetsFixture } from '../../../../../../../tests/support/sheets-fixture.ts';
import { carryOutAction } from '../../carry-out-action.ts';
import { claimAction } from '../../claim-action.ts';
import { forgetAllRowMetadata, forgetRowMetadata } from './forget-row-metadata.ts';

const { addRows, app, approvedRows, carryOut, db, keepOnly, newSheetsFixture, sandbox, settledRows } =
	await openSheetsFixture();

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
	const fixture = await newSheetsFixture();
	const ids = await addRows(fixture, 5);
	expect(await statuses(ids)).toEqual(['succeeded']);
	const { metadata } = fixture.sheet();
	expect(metadata.map((one) => one.metadataKey.length + one.metadataValue.length)).toEqual(
		Array(5).fill(markLength)
	);
	expect(await forgetRowMetadata(app, fixture.workspaceId)).toBe(0);
	await age(ids.slice(0, 3), 8);
	const before = batches();
	expect(await forgetRowMetadata(app, fixture.workspaceId)).toBe(3);
	expect(await forgetRowMetadata(app, fixture.workspaceId)).toBe(0);
	expect(batches()).toBe(before + 1);
	expect(await marked(ids)).toEqual([false, false, false, true, true]);
	expect(fixture.sheet().metadata).toEqual(metadata.slice(3));
	expect(fixture.sheet().tabs[0]?.rows).toHaveLength(3 + 5);
});

test('the mark of an action that is not settled stays, however old', async () => {
	const fixture = await newSheetsFixture();
	const [lost, asked, settled] = await approvedRows(fixture, 3);
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
	expect(await forgetRowMetadata(app, fixture.workspaceId)).toBe(1);
	expect(await marked([lost, asked, settled])).toEqual([true, true, false]);
	expect(fixture.sheet().metadata).toHaveLength(2);
});

test('a spreadsheet that cannot be reached is left for later, and the others are cleared', async () => {
	const [fixture, other] = [await newSheetsFixture(), await newSheetsFixture()];
	const ids = await addRows(fixture, 2);
	await age(ids, 8);
	await db.$executeRaw`
		update actions set prepared = jsonb_set(prepared, '{spreadsheetId}', ${JSON.stringify(other.spreadsheetId)}::jsonb)
		where id = ${ids[0] ?? ''}::uuid`;
	expect(await forgetRowMetadata(app, fixture.workspaceId)).toBe(1);
	expect(await marked(ids)).toEqual([true, false]);
	sandbox.set({ email: fixture.email, revokeTokens: true });
	expect(await forgetRowMetadata(app, fixture.workspaceId)).toBe(0);
});

test('each connected workspace that has marks gets a job', async () => {
	const [fixture, without] = [await newSheetsFixture(), await newSheetsFixture()];
	await addRows(fixture, 1);
	await forgetAllRowMetadata(app);
	const rows = await db.$queryRaw<{ key: string }[]>`
		select key from graphile_worker.jobs where task_identifier = 'forget-row-metadata-of'`;
	const keys = rows.map(({ key }) => key);
	expect(keys).toContain(`forget-row-metadata:${fixture.workspaceId}`);
	expect(keys).not.toContain(`forget-row-metadata:${without.workspaceId}`);
});

test('where others have filled a spreadsheet, the row waits and then asks a person', async () => {
	const fixture = await newSheetsFixture();
	keepOnly(0);
	const [id = ''] = await approvedRows(fixture, 1);
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
	const fixture = await newSheetsFixture();
	const [late = '', next = ''] = await approvedRows(fixture, 2);
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
	const fixture = await newSheetsFixture();
	await addRows(fixture, 4);
	keepOnly(5);
	const ids = await approvedRows(fixture, 5);
	await Promise.all(ids.map(carryOut));
	expect(await statuses(ids)).toEqual(['succeeded']);
	expect(fixture.sheet().tabs[0]?.rows).toHaveLength(3 + 9);
	const told = await db.event.findMany({
		where: { workspaceId: fixture.workspaceId, kind: { startsWith: 'action.' } }
	});
	expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['action.succeeded']));
});

test('2,000 rows in one spreadsheet that keeps 100 marks', { timeout: 120_000 }, async () => {
	const fixture = await newSheetsFixture();
	keepOnly(100);
	const ids: string[] = [];
	let full = 0;
	while (ids.length < 2_000) {
		const room = 99 - fixture.sheet().metadata.length;
		ids.push(...(await settledRows(fixture, Math.min(room, 1_996 - ids.length))));
		const one = await addRows(fixture, 4);
		full += await db.actionAttempt.count({ where: { actionId: { in: one }, outcome: 'not_applied' } });
		ids.push(...one);
	}
	expect(full).toBeGreaterThanOrEqual(19);
	expect(await statuses(ids)).toEqual(['succeeded']);
	const { tabs, metadata } = fixture.sheet();
	const names = (tabs[0]?.rows ?? []).slice(3).map(([name]) => name?.text);
	expect([names.length, new Set(names).size]).toEqual([2_000, 2_000]);
	expect(metadata.length).toBe((await marked(ids)).filter(Boolean).length);
	const told = await db.event.findMany({
		where: { workspaceId: fixture.workspaceId },
		select: { kind: true }
	});
	const kinds = new Set(told.map(({ kind }) => kind));
	for (const kind of ['action.waiting', 'action.needs_human', 'action.failed'])
		expect(kinds).not.toContain(kind);
});

test('beyond 400 marks the oldest are forgotten, however young', async () => {
	const fixture = await newSheetsFixture();
	const [older, newer] = [await settledRows(fixture, 210), await settledRows(fixture, 210)];
	expect(await forgetRowMetadata(app, fixture.workspaceId)).toBe(20);
	expect((await marked(older)).filter(Boolean)).toHaveLength(190);
	expect(await marked(newer)).not.toContain(false);
	expect(fixture.sheet().metadata).toHaveLength(400);
});
