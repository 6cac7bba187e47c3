import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { decideAction } from './decide-action.ts';
import { listKinds } from './list-kinds.ts';

const { app, db, newTenant } = await openWorkerFixture();

const address = { kind: 'webhook', value: 'https://hooks.northwind.example/orders', label: 'Orders' };
const google = {} as NonNullable<typeof app.google>;

test('lists Google’s kinds with keys and without, and webhooks once one is registered', async () => {
	const { owner } = await newTenant();
	const kinds = async (deps: typeof app) =>
		(await listKinds(deps, owner)).map(({ kind, ready }) => `${kind} ${ready ? 'ready' : 'not set up'}`);
	expect(await kinds({ ...app, google: null })).toEqual([
		'gmail.draftEmail not set up',
		'sheets.appendRow not set up',
		'calendar.addEvent not set up'
	]);
	expect(await kinds({ ...app, google })).toEqual([
		'gmail.draftEmail ready',
		'sheets.appendRow ready',
		'calendar.addEvent ready'
	]);
	await db.addressBookEntry.create({ data: { ...address, workspaceId: owner.workspaceId } });
	expect(await kinds({ ...app, google: null })).toContain('webhook.post ready');
	expect(await listKinds({ ...app, google }, owner)).toMatchObject([
		{ kind: 'gmail.draftEmail', needs: 'google', mayBeAutomatic: true },
		{ kind: 'sheets.appendRow', needs: 'google' },
		{ kind: 'calendar.addEvent', needs: 'google', mayBeAutomatic: true },
		{ kind: 'webhook.post', needs: null, mayBeAutomatic: false, noun: { one: 'message' } }
	]);
});

test('a webhook goes to what an owner registered, whatever a reviewer writes or confirms', async () => {
	const { owner, agentId } = await newTenant();
	const payload = { address: 'https://elsewhere.example/', fields: [{ name: 'Order', value: '7' }] };
	const agent = { id: agentId, workspaceId: owner.workspaceId };
	const { actions } = await makeProposals(db, agent, [{ kind: 'webhook.post', payload }]);
	const [action] = actions;
	const { id = '', payloadHash: hash = '', targets = [] } = action ?? {};
	const approve = (own?: object) =>
		decideAction(app, owner, { id, hash, decision: 'approve', confirmed: targets, ...own });
	await expect(approve()).rejects.toMatchObject({ code: 'needs_choice' });
	await db.addressBookEntry.create({ data: { ...address, workspaceId: owner.workspaceId } });
	await expect(approve()).rejects.toMatchObject({ code: 'needs_choice' });
	const { action: approved } = await approve({ payload: { ...payload, address: 'Orders' } });
	expect(approved).toMatchObject({ status: 'approved', title: 'Message to Orders' });
	expect(await db.addressBookEntry.count({ where: { workspaceId: owner.workspaceId } })).toBe(1);
});
