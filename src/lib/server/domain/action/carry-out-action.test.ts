import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { openSheetsFixture } from '../../../../../tests/support/sheets-fixture.ts';
import { addAddress } from '../address-book/add-address.ts';
import { removeAddress } from '../address-book/change-address.ts';
import { atOnce, succeeded } from './action-plan.ts';
import { claimAction, type ActionClaim } from './claim-action.ts';
import { decideAction } from './decide-action.ts';
import { settleAction, voidAction } from './settle-action.ts';

const { app, approvedRows, carryOut, db, newSheetsFixture } = await openSheetsFixture();

const read = (id: string) => db.action.findUniqueOrThrow({ where: { id } });

test('a name that has come to mean another sheet since the approval is asked about again', async () => {
	const fixture = await newSheetsFixture();
	const name = (value: string) =>
		addAddress(app, fixture.owner, { kind: 'spreadsheet', value, label: 'The ledger' });
	const entry = await name(fixture.spreadsheetId);
	const columns = [{ header: 'Name', value: 'Priya' }];
	const payload = { spreadsheet: 'The ledger', tab: 'Leads', columns };
	const targets = [`spreadsheet:${fixture.spreadsheetId}`];
	const { actions } = await makeProposals(db, fixture.agent, [
		{ kind: 'sheets.appendRow', payload, targets }
	]);
	const [{ id, payloadHash: hash } = { id: '', payloadHash: '' }] = actions;
	await decideAction(app, fixture.owner, { id, hash, decision: 'approve' });
	await removeAddress(app, fixture.owner, entry.id);
	await name('9'.repeat(40));
	await db.$executeRaw`update actions set hold_until = now() - interval '1 second', run_after = now() - interval '1 second' where id = ${id}::uuid`;

	await carryOut(id);
	expect(await read(id)).toMatchObject({ status: 'proposed', approvedHash: null });
	const { data } = await db.event.findFirstOrThrow({
		where: { workspaceId: fixture.workspaceId, kind: 'action.voided' }
	});
	expect(data).toMatchObject({ message: expect.stringContaining('has changed since this was approved') });
	expect(fixture.sheet().metadata).toEqual([]);
});

test('a row whose tab nobody has named goes to the first one, as its page says', async () => {
	const fixture = await newSheetsFixture();
	const columns = [{ header: 'Name', value: 'Ada Novak' }];
	const payload = { spreadsheet: fixture.spreadsheetId, tab: '', columns };
	const targets = [`spreadsheet:${fixture.spreadsheetId}`];
	const { actions } = await makeProposals(db, fixture.agent, [
		{ kind: 'sheets.appendRow', payload, targets }
	]);
	const [{ id, payloadHash: hash } = { id: '', payloadHash: '' }] = actions;
	const { action } = await decideAction(app, fixture.owner, { id, hash, decision: 'approve' });
	expect(action.note).toContain('One row is added at the end of the first tab');
	await db.$executeRaw`update actions set hold_until = now() - interval '1 second', run_after = now() - interval '1 second' where id = ${id}::uuid`;

	await carryOut(id);
	expect(await read(id)).toMatchObject({
		status: 'succeeded',
		receipt: { detail: 'One row at the end of Leads in Leads.' }
	});
	expect(fixture.sheet().tabs[0]?.rows.at(-1)?.[0]?.text).toBe('Ada Novak');
});

// Both find it approved, so only the epoch tells them apart.
test('who was taken for dead writes no end, and takes the lease from nobody', async () => {
	const [id = ''] = await approvedRows(await newSheetsFixture(), 1);
	const dead = (await claimAction({ ...app, processId: randomUUID() }, id)) as ActionClaim;
	expect(await claimAction(app, id)).toMatchObject({ status: 'approved', deaths: 1 });
	const before = await read(id);
	const receipt = { label: 'Open', url: null, detail: 'It is there.' };
	const ends = [
		() => settleAction(app, dead, 'approved', atOnce),
		() => voidAction(app, dead, 'Please decide again.'),
		() => settleAction(app, dead, 'dispatching', succeeded(receipt))
	];
	for (const end of ends) await expect(end()).rejects.toThrow('belongs to somebody else');
	expect(await read(id)).toEqual(before);
});
