import { expect, test } from 'vitest';
import { openSheetsFixture } from '../../../../../tests/support/sheets-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { addAddress } from '../address-book/add-address.ts';
import { listAddresses } from '../address-book/list-addresses.ts';
import { setNumbers } from '../address-book/change-address.ts';
import { decideAction } from './decide-action.ts';
import { getAction } from './get-action.ts';
import { lookAgain } from './look-again.ts';
import { lookAtTarget } from './look-at-target.ts';
import { readProposals } from './propose/read-proposals.ts';

const { app, carryOut, db, newSheetsFixture, sandbox } = await openSheetsFixture();

type Fixture = Awaited<ReturnType<typeof newSheetsFixture>>;

/** A business whose sheet of leads is registered, and a row that its agent wants to add to it. */
async function proposed(columns: [string, string][], tab = 'Leads', fixture?: Fixture) {
	const around = fixture ?? (await newSheetsFixture());
	const { owner, workspaceId, spreadsheetId, agent } = around;
	await addAddress(app, owner, { kind: 'spreadsheet', value: spreadsheetId, label: 'Leads' });
	const { task } = await makeProposals(db, agent, []);
	const payload = {
		spreadsheet: 'Leads',
		tab,
		columns: columns.map(([header, value]) => ({ header, value }))
	};
	const [proposal] = await readProposals(app, { workspaceId, taskId: task.id }, [
		{ kind: 'sheets.appendRow', why: '', payload }
	]);
	if (!proposal) throw new Error('Nothing was proposed.');
	const { kind, flags, targets } = proposal;
	const made = await makeProposals(db, agent, [
		{ kind, payload: proposal.payload as object, flags, targets }
	]);
	const [action] = made.actions;
	if (!action) throw new Error('Nothing was made.');
	return { ...around, proposal, action };
}

const messages = ({ proposal }: Awaited<ReturnType<typeof proposed>>) =>
	proposal.flags.filter(({ code }) => code === 'misfit').map(({ message }) => message);

test('a row that fits its sheet is asked nothing', async () => {
	expect(
		messages(
			await proposed([
				['name', 'Priya'],
				['NEXT\u00A0step', 'Call']
			])
		)
	).toEqual([]);
	expect(messages(await proposed([['Name', 'Priya']], ''))).toEqual([]);
});

test.each([
	[
		'a column that is not there',
		[['Phone', '1']],
		'Leads',
		/no column “Phone”. Its columns are: Name, Company/
	],
	[
		'a tab that is not there',
		[['Name', 'x']],
		'December',
		/“December” is not in “Leads”. Its tabs are: Leads/
	],
	[
		'one column filled in twice',
		[
			['Name', '1'],
			['name', '2']
		],
		'Leads',
		/filled in twice/
	]
] as [string, [string, string][], string, RegExp][])(
	'%s is asked before approval',
	async (_what, columns, tab, words) => {
		const row = await proposed(columns, tab);
		expect(messages(row)[0]).toMatch(words);
		expect(row.proposal.automatic).toBe(false);
		const decision = { id: row.action.id, decision: 'approve' as const, hash: row.action.payloadHash };
		await expect(decideAction(app, row.owner, decision)).rejects.toMatchObject({
			code: 'needs_choice',
			message: expect.stringMatching(words) as string
		});

		const payload = { spreadsheet: 'Leads', tab: 'Leads', columns: [{ header: 'Name', value: 'Priya' }] };
		const { action } = await decideAction(app, row.owner, { ...decision, payload });
		expect(action.status).toBe('approved');
		expect(action.flags.map(({ code }) => code)).not.toContain('misfit');
	}
);

test('who mends the sheet instead looks again, and then it fits', async () => {
	const { owner, action, spreadsheetId } = await proposed([['Name', 'Priya']], 'December');
	expect((await getAction(app, owner, action.id)).flags.map(({ code }) => code)).toContain('misfit');
	const body = new URLSearchParams({ title: 'December' });
	await fetch(`${sandbox.url}/spreadsheets/d/${spreadsheetId}/0/rename`, { method: 'POST', body });
	const looked = await lookAgain(app, owner, action.id);
	expect(looked.flags.map(({ code }) => code)).not.toContain('misfit');
	expect(looked.outline?.tabs[0]?.title).toBe('December');
});

test('a column that its owner called numbers leaves as one; codes, accounts and formulas stay text', async () => {
	const fixture = await newSheetsFixture();
	const { owner, workspaceId, spreadsheetId: value } = fixture;
	const { id } = await addAddress(app, owner, { kind: 'spreadsheet', value, label: 'Leads' });
	await lookAtTarget(app, workspaceId, { kind: 'spreadsheet', value });
	await setNumbers(app, owner, { id, columns: [{ tab: 'Leads', heading: 'Source' }] });
	expect((await listAddresses(app, owner))[0]?.outline?.numbers).toHaveLength(1);

	const written = async (source: string) => {
		const row = await proposed(
			[
				['Name', '7'],
				['source', source]
			],
			'Leads',
			fixture
		);
		if (messages(row).length > 0) return 'asked';
		const { id, payloadHash } = row.action;
		await decideAction(app, owner, { id, decision: 'approve', hash: payloadHash });
		await db.$executeRaw`update actions set hold_until = now() - interval '1 second', run_after = now() where id = ${id}::uuid`;
		await carryOut(id);
		return row
			.sheet()
			.tabs[0]?.rows.at(-1)
			?.map(({ kind, text }) => `${kind} ${text}`);
	};
	expect((await written('1.234,50'))?.[3]).toBe('number 1234.5');
	expect((await written('0049'))?.[3]).toBe('string 0049');
	expect((await written('=1+1'))?.[3]).toBe('string =1+1');
	expect((await written('DE89 3704'))?.[3]).toBe('string DE89 3704');
	expect((await written('412.50'))?.[0]).toBe('string 7');
	expect(await written('1,234')).toBe('asked');
	expect(await written('£43.20')).toBe('asked');
});

test('a model cannot say that a column holds numbers', async () => {
	const { owner, workspaceId, spreadsheetId, agent } = await newSheetsFixture();
	await addAddress(app, owner, { kind: 'spreadsheet', value: spreadsheetId, label: 'Leads' });
	const { task } = await makeProposals(db, agent, []);
	const columns = [{ header: 'Name', value: '0049', as: 'number' }];
	const payload = { spreadsheet: 'Leads', tab: '', columns };
	const [proposal] = await readProposals(app, { workspaceId, taskId: task.id }, [
		{ kind: 'sheets.appendRow', why: '', payload }
	]);
	expect(proposal?.payload).toEqual({ ...payload, columns: [{ header: 'Name', value: '0049' }] });
});
