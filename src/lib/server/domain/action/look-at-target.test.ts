import { expect, test } from 'vitest';
import { spreadsheetIdOf } from '../../../../../sandbox/google/seed.ts';
import { openSheetsFixture } from '../../../../../tests/support/sheets-fixture.ts';
import { addAddress } from '../address-book/add-address.ts';
import { listAddresses } from '../address-book/list-addresses.ts';
import { lookAtTarget } from './look-at-target.ts';

const { app, db, newSheetsFixture, sandbox } = await openSheetsFixture();

type Fixture = Awaited<ReturnType<typeof newSheetsFixture>>;
const leads = ['Name', 'Company', 'E-mail', 'Source', 'Next step'];

async function register({ owner, spreadsheetId: value }: Fixture, label = '') {
	await addAddress(app, owner, { kind: 'spreadsheet', value, label });
}

async function look({ owner, workspaceId }: Fixture, value: string) {
	await lookAtTarget(app, workspaceId, { kind: 'spreadsheet', value });
	const [address] = await listAddresses(app, owner);
	return address;
}

test('registering a sheet asks a worker to look at it, and then its title and headings are known', async () => {
	const fixture = await newSheetsFixture();
	await register(fixture);
	const [job] = await db.$queryRaw<{ key: string }[]>`
		select key from graphile_worker.jobs where key like ${`look-at-target:${fixture.workspaceId}:%`}`;
	expect(job?.key).toContain(fixture.spreadsheetId);

	const address = await look(fixture, fixture.spreadsheetId);
	expect(address).toMatchObject({
		label: 'Leads',
		outline: { title: 'Leads', tabs: [{ title: 'Leads', headings: leads }], problem: null }
	});
	const events = () => db.event.count({ where: { workspaceId: fixture.workspaceId, kind: 'address.read' } });
	expect(await events()).toBe(1);
	await look(fixture, fixture.spreadsheetId);
	expect(await events()).toBe(1);
});

test('a name of one’s own stays', async () => {
	const fixture = await newSheetsFixture();
	await register(fixture, 'Our customers');
	expect((await look(fixture, fixture.spreadsheetId))?.label).toBe('Our customers');
});

test('a sheet that may not be opened says so, with the way on', async () => {
	const fixture = await newSheetsFixture();
	const others = spreadsheetIdOf('dana@northwind.example', 'Leads');
	await register({ ...fixture, spreadsheetId: others });
	expect((await look(fixture, others))?.outline).toMatchObject({
		tabs: [],
		problem: expect.stringContaining('Share it with that account') as string
	});
	await register({ ...fixture, spreadsheetId: `${others}x` }, 'Gone');
	await lookAtTarget(app, fixture.workspaceId, { kind: 'spreadsheet', value: `${others}x` });
	const gone = (await listAddresses(app, fixture.owner)).find(({ label }) => label === 'Gone');
	expect(gone?.outline?.problem).toContain('It may be gone');
});

test('what only passes leaves everything as it was', async () => {
	const fixture = await newSheetsFixture();
	await register(fixture);
	sandbox.set({
		email: fixture.email,
		next: { operation: 'sheets.spreadsheets.get', fault: '503-before', times: 1 }
	});
	expect((await look(fixture, fixture.spreadsheetId))?.outline).toBeNull();
	expect((await look(fixture, fixture.spreadsheetId))?.outline?.problem).toBeNull();
});
