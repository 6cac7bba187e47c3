import { randomUUID } from 'node:crypto';
import { afterAll, expect, onTestFinished } from 'vitest';
import { carryOutAction } from '#server/domain/action/carry-out-action.ts';
import { claimAction } from '#server/domain/action/claim-action.ts';
import { markOf } from '#server/domain/action/kinds/sheets-append-row/row-place.ts';
import { createTestApp } from './app.ts';
import { cloneDatabase } from './database.ts';
import { makeAgent, makeWorkspace } from './factories.ts';
import { connectGoogle, openSandbox } from './google-account.ts';
import { makeProposals } from './proposals.ts';

/** A worker that lives, a database of its own and the sandbox's Google, until the tests of the file are over. */
export async function openSheetsFixture() {
	const database = await cloneDatabase();
	const sandbox = await openSandbox();
	const app = createTestApp(database, { sandbox });
	const self = { id: app.processId, kind: 'worker', host: 'test', pid: process.pid, poolId: null } as const;
	const presence = await app.presence.join({ ...self, version: 'test' }, () => undefined);
	afterAll(() => presence.leave());
	const desk = { app, sandbox, db: database.db };
	return {
		...desk,
		keepOnly: (marks: number) => keepOnly(desk, marks),
		newSheetsFixture: () => newSheetsFixture(desk),
		approvedRows: (fixture: SheetsFixture, count: number) => approvedRows(desk, fixture, count),
		carryOut: (id: string) => carryOut(desk, id),
		addRows: (fixture: SheetsFixture, count: number) => addRows(desk, fixture, count),
		settledRows: (fixture: SheetsFixture, count: number) => settledRows(desk, fixture, count)
	};
}

type Desk = Pick<Awaited<ReturnType<typeof cloneDatabase>>, 'db'> & {
	app: ReturnType<typeof createTestApp>;
	sandbox: Awaited<ReturnType<typeof openSandbox>>;
};

/** `af` and 28 characters. */
export const markLength = 30;

/** Makes every spreadsheet of the sandbox keep so many of our marks until the test ends. */
function keepOnly({ sandbox }: Desk, marks: number): void {
	sandbox.set({ metadataCharacters: marks * markLength });
	onTestFinished(() => sandbox.set({ metadataCharacters: null }));
}

type SheetsFixture = Awaited<ReturnType<typeof newSheetsFixture>>;

/** A business with its Google, and a spreadsheet of leads in it. */
async function newSheetsFixture({ app, db, sandbox }: Desk) {
	const { actor: owner } = await makeWorkspace(db);
	const email = `${randomUUID()}@northwind.example`;
	await connectGoogle(app, owner, { email });
	const agent = await makeAgent(db, owner.workspaceId);
	const sheet = () => {
		const found = sandbox.state().spreadsheets.find((one) => one.owner === email && one.title === 'Leads');
		if (!found) throw new Error('There is no spreadsheet.');
		return found;
	};
	return { owner, email, agent, sheet, spreadsheetId: sheet().id, workspaceId: owner.workspaceId };
}

/** So many rows that their owner has approved, none of them added yet. */
async function approvedRows({ db }: Desk, fixture: SheetsFixture, count: number): Promise<string[]> {
	const spreadsheet = `https://docs.google.com/spreadsheets/d/${fixture.spreadsheetId}/edit`;
	const proposals = Array.from({ length: count }, () => ({
		kind: 'sheets.appendRow',
		payload: { spreadsheet, tab: 'Leads', columns: [{ header: 'Name', value: randomUUID() }] }
	}));
	const { task, actions } = await makeProposals(db, fixture.agent, proposals);
	await db.$executeRaw`
		update actions set status = 'approved', approved_hash = payload_hash,
			decided_by_id = ${fixture.owner.by.userId}::uuid, decided_at = now(),
			hold_until = now() - interval '1 minute', run_after = now() - interval '1 minute'
		where task_id = ${task.id}::uuid`;
	await db.$executeRaw`update tasks set status = 'approved' where id = ${task.id}::uuid`;
	return actions.map(({ id }) => id);
}

/** As a worker does it, until the action waits for something else or has ended. Answers how often it was taken up. */
async function carryOut({ app }: Desk, id: string): Promise<number> {
	for (let times = 0; ; times++) {
		const claim = await claimAction(app, id);
		if (!claim) return times;
		await carryOutAction(app, claim);
	}
}

async function addRows(desk: Desk, fixture: SheetsFixture, count: number): Promise<string[]> {
	const ids = await approvedRows(desk, fixture, count);
	for (const id of ids) await carryOut(desk, id);
	return ids;
}

/** Rows as they are once carried out, many at a time: in the spreadsheet with their marks, and settled in the ledger. */
async function settledRows(desk: Desk, fixture: SheetsFixture, count: number): Promise<string[]> {
	const { db } = desk;
	const [model = ''] = await approvedRows(desk, fixture, 1);
	const first = Math.floor(Math.random() * 2 ** 30);
	const made = await db.$queryRaw<{ id: string }[]>`
		insert into actions (id, workspace_id, task_id, run_id, agent_id, position, kind, why, payload, payload_hash,
			title, snippet, expires_at, approved_hash, decided_by_id, decided_at, prepared)
		select gen_random_uuid(), workspace_id, task_id, run_id, agent_id, nth, kind, why, payload, payload_hash,
			title, snippet, expires_at, payload_hash, decided_by_id, now(), jsonb_build_object(
				'spreadsheetId', ${fixture.spreadsheetId}::text, 'metadataId', ${first}::int + nth)
		from actions, generate_series(1, ${count}::int) nth where id = ${model}::uuid returning id`;
	const ids = made.map(({ id }) => id);
	await append(desk, fixture, first, ids);
	for (const status of ['approved', 'dispatching', 'succeeded'])
		await db.$executeRaw`
			update actions set status = ${status}, effect_at = now(), finished_at = now() where id = any(${ids}::uuid[])`;
	await db.$executeRaw`update actions set status = 'proposed' where id = ${model}::uuid`;
	return ids;
}

async function append(
	{ sandbox }: Desk,
	{ email, spreadsheetId }: SheetsFixture,
	first: number,
	ids: string[]
): Promise<void> {
	const { accessToken } = sandbox.connect({ email });
	const requests = ids.flatMap((id, at) => {
		const place = { location: { spreadsheet: true }, visibility: 'DOCUMENT' };
		const mark = { metadataKey: 'af', metadataValue: markOf(`${id}.${'0'.repeat(12)}`) };
		const developerMetadata = { metadataId: first + at + 1, ...mark, ...place };
		const values = [{ userEnteredValue: { stringValue: id } }];
		return [
			{ createDeveloperMetadata: { developerMetadata } },
			{ appendCells: { sheetId: 0, rows: [{ values }], fields: 'userEnteredValue' } }
		];
	});
	const answer = await fetch(`${sandbox.url}/v4/spreadsheets/${spreadsheetId}:batchUpdate`, {
		method: 'POST',
		headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
		body: JSON.stringify({ requests })
	});
	expect(answer.status).toBe(200);
}
