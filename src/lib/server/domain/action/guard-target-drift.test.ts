import { expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals, row } from '../../../../../tests/support/proposals.ts';
import { addAddress } from '../address-book/add-address.ts';
import { removeAddress } from '../address-book/change-address.ts';
import { decideTask } from '../task/decide-task.ts';
import { decideAction } from './decide-action.ts';

const { app, db, newTenant } = await openWorkerFixture();
const [oneSheet, otherSheet, thirdSheet] = ['1'.repeat(30), '2'.repeat(30), '3'.repeat(30)];

const name = (tenant: Tenant, value: string) =>
	addAddress(app, tenant.owner, { kind: 'spreadsheet', value, label: 'Ledger' });

/** A row for the sheet that is called "Ledger", and approving it: alone, or with all of its task. */
async function rowInLedger(tenant: Tenant, target: string) {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const payload = { ...row(), spreadsheet: 'Ledger' };
	const targets = [`spreadsheet:${target}`];
	const { task, actions } = await makeProposals(db, agent, [{ kind: 'sheets.appendRow', payload, targets }]);
	const { id = '', payloadHash: hash = '' } = actions[0] ?? {};
	return {
		read: () => db.action.findUniqueOrThrow({ where: { id }, select: { status: true, targets: true } }),
		alone: (own?: ReturnType<typeof row>) =>
			decideAction(app, tenant.owner, { id, hash, decision: 'approve', ...(own && { payload: own }) }),
		together: () => decideTask(app, tenant.owner, { id: task.id, decision: 'approve' })
	};
}

test.each(['alone', 'together'] as const)(
	'a name that means another sheet by now is not approved %s before somebody has looked again',
	async (way) => {
		const tenant = await newTenant();
		const { id } = await name(tenant, oneSheet);
		const proposed = await rowInLedger(tenant, oneSheet);
		await removeAddress(app, tenant.owner, id);
		await name(tenant, otherSheet);
		await expect(proposed[way]()).rejects.toMatchObject({
			code: 'already_decided',
			message: expect.stringContaining('has changed since it was proposed') as string
		});
		const now = { targets: [`spreadsheet:${otherSheet}`] };
		expect(await proposed.read()).toEqual({ status: 'proposed', ...now });
		await proposed[way]();
		expect(await proposed.read()).toEqual({ status: 'approved', ...now });
	}
);

test('a name that meant nothing yet is approved once the address book knows it', async () => {
	const tenant = await newTenant();
	const proposed = await rowInLedger(tenant, 'Ledger');
	await name(tenant, oneSheet);
	await proposed.alone();
	expect(await proposed.read()).toEqual({ status: 'approved', targets: [`spreadsheet:${oneSheet}`] });
});

// Whoever corrected the amount has looked at the sheet that the name meant then, and has not changed it.
test('a correction that keeps the name does not carry it to another sheet either', async () => {
	const tenant = await newTenant();
	const { id } = await name(tenant, oneSheet);
	const proposed = await rowInLedger(tenant, oneSheet);
	await removeAddress(app, tenant.owner, id);
	await name(tenant, otherSheet);
	const own = { ...row('130.00'), spreadsheet: 'Ledger' };
	await expect(proposed.alone(own)).rejects.toMatchObject({ code: 'already_decided' });
	expect(await proposed.read()).toMatchObject({ status: 'proposed' });
	await proposed.alone({ ...own, spreadsheet: thirdSheet });
	expect(await proposed.read()).toEqual({ status: 'approved', targets: [`spreadsheet:${thirdSheet}`] });
});
