import { describe, expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { mail, makeProposals, unnamed } from '../../../../../tests/support/proposals.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { editAgent } from '../lifecycle/edit-agent.ts';
import { getAgent } from '../agent/get-agent.ts';
import { answerTrust } from './answer-trust.ts';
import { decideAction } from './decide-action.ts';
import { autoOffer } from './trust.ts';
import { undoAction } from './undo-action.ts';

const { app, db, newTenant } = await openWorkerFixture();
const kind = 'gmail.draftEmail';
const friend = 'email:priya@harbour.example';

const of = ({ owner, agentId }: Tenant) => ({ workspaceId: owner.workspaceId, agentId, kind });
const offer = (tenant: Tenant, actor = tenant.owner) => autoOffer(db, actor, of(tenant));

/** Decisions on mails of their own, one after the other; answers the ids of the actions. */
async function decide(tenant: Tenant, how: 'unedited' | 'edited' | 'rejected', times = 1): Promise<string[]> {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const ids: string[] = [];
	for (let time = 0; time < times; time++) {
		const { actions } = await makeProposals(db, agent, [{}]);
		const { id = '', payloadHash: hash = '' } = actions[0] ?? {};
		const decision = how === 'rejected' ? 'reject' : 'approve';
		const payload = how === 'edited' && { payload: mail({ subject: 'Your two chairs' }) };
		await decideAction(app, tenant.owner, { id, hash, decision, feedback: 'Too long.', ...payload });
		ids.push(id);
	}
	return ids;
}

async function permission({ owner, agentId }: Tenant) {
	return (await getAgent(app, owner, agentId)).permissions[kind];
}

describe('the offer to go ahead without asking', () => {
	test.each(['edited', 'rejected'] as const)(
		'comes after five unedited approvals in a row, and one that was %s starts the count again',
		async (correction) => {
			const tenant = await newTenant();
			await decide(tenant, 'unedited', 4);
			expect(await offer(tenant)).toBeNull();
			await decide(tenant, 'unedited');
			expect(await offer(tenant)).toMatchObject({
				kind,
				question:
					'Nora’s last five drafts were approved unchanged. From now on, may Nora’s drafts in your Gmail go ahead without asking you?'
			});
			await decide(tenant, correction);
			await decide(tenant, 'unedited', 4);
			expect(await offer(tenant)).toBeNull();
			await decide(tenant, 'unedited');
			expect(await offer(tenant)).not.toBeNull();
		}
	);

	test('counts only what stands: an approval or a correction that was undone was none', async () => {
		const tenant = await newTenant();
		const ids = await decide(tenant, 'unedited', 7);
		for (const id of ids.slice(0, 3)) await undoAction(app, tenant.owner, id);
		expect(await offer(tenant)).toBeNull();
		await decide(tenant, 'unedited', 2);
		const [edited = ''] = await decide(tenant, 'edited');
		expect(await offer(tenant)).toBeNull();
		await undoAction(app, tenant.owner, edited);
		expect(await offer(tenant)).toMatchObject({ question: expect.stringContaining('last 6 drafts') });
	});

	test('is made to owners and admins, who alone may answer it', async () => {
		const tenant = await newTenant();
		await decide(tenant, 'unedited', 5);
		expect(await offer(tenant, await tenant.member('reviewer'))).toBeNull();
		expect(await offer(tenant, await tenant.member('admin'))).not.toBeNull();
		expect(await offer(tenant)).not.toBeNull();
	});

	test('comes again five later after a no', async () => {
		const tenant = await newTenant();
		await decide(tenant, 'unedited', 6);
		await answerTrust(app, tenant.owner, { ...of(tenant), accept: false });
		expect(await permission(tenant)).toBe('ask');
		await decide(tenant, 'unedited', 4);
		expect(await offer(tenant)).toBeNull();
		await decide(tenant, 'unedited');
		expect(await offer(tenant)).toMatchObject({ question: expect.stringContaining('last 11 drafts') });
	});

	test('does not come for a kind that always asks, nor when the answer is there already', async () => {
		const tenant = await newTenant();
		const webhook = { ...of(tenant), kind: 'webhook.post' };
		expect(await autoOffer(db, tenant.owner, webhook)).toBeNull();
		const refused = answerTrust(app, tenant.owner, { ...webhook, accept: true });
		await expect(refused).rejects.toMatchObject({ code: 'invalid_input' });
		await decide(tenant, 'unedited', 5);
		await editAgent(app, tenant.owner, tenant.agentId, { permissions: { [kind]: 'off' } });
		expect(await offer(tenant)).toBeNull();
	});
});

describe('trust', () => {
	const automatic = { [kind]: 'auto' as const, 'sheets.appendRow': 'auto' as const };

	test('is given by owners and admins, and on record', async () => {
		const tenant = await newTenant();
		const answer = { ...of(tenant), accept: true };
		await expect(answerTrust(app, await tenant.member('reviewer'), answer)).rejects.toMatchObject({
			code: 'forbidden'
		});
		const agent = await answerTrust(app, await tenant.member('admin'), answer);
		expect(agent.permissions).toMatchObject({ [kind]: 'auto', 'sheets.appendRow': 'ask' });
		expect(await offer(tenant)).toBeNull();
		const event = await db.event.findFirst({ where: { agentId: tenant.agentId, kind: 'agent.trusted' } });
		expect(event?.data).toMatchObject({ name: 'Nora', title: 'Drafts in your Gmail' });
	});

	test('is taken back by a correction, and only for that kind', async () => {
		const tenant = await newTenant();
		await editAgent(app, tenant.owner, tenant.agentId, { permissions: automatic });
		await decide(tenant, 'rejected', 2);
		const agent = await getAgent(app, tenant.owner, tenant.agentId);
		expect(agent.permissions).toEqual({ [kind]: 'ask', 'sheets.appendRow': 'auto' });
		expect(await db.event.count({ where: { agentId: tenant.agentId, kind: 'agent.corrected' } })).toBe(1);
	});

	test('is not there again while another correction stands, and is when that one is undone too', async () => {
		const tenant = await newTenant();
		await editAgent(app, tenant.owner, tenant.agentId, { permissions: automatic });
		const corrections = await decide(tenant, 'edited', 3);
		for (const [at, id] of corrections.entries()) {
			await undoAction(app, tenant.owner, id);
			expect(await permission(tenant)).toBe(at === 2 ? 'auto' : 'ask');
		}
	});

	test('is there again when the correction is undone, unless the agent was changed since', async () => {
		const tenant = await newTenant();
		await editAgent(app, tenant.owner, tenant.agentId, { permissions: automatic });
		const [first = ''] = await decide(tenant, 'edited');
		expect(await permission(tenant)).toBe('ask');
		await undoAction(app, tenant.owner, first);
		expect(await permission(tenant)).toBe('auto');
		const [second = ''] = await decide(tenant, 'edited');
		await editAgent(app, tenant.owner, tenant.agentId, { tone: 'Warm' });
		await undoAction(app, tenant.owner, second);
		expect(await permission(tenant)).toBe('ask');
	});
});

test('whom an approval put into the address book is not there when it is undone, unless another one stands', async () => {
	const tenant = await newTenant();
	const { workspaceId } = tenant.owner;
	const agent = { id: tenant.agentId, workspaceId };
	const { actions } = await makeProposals(db, agent, [{ flags: [unnamed()] }, { flags: [unnamed()] }]);
	const [one, two] = [defined(actions[0]), defined(actions[1])];
	const approve = ({ id, payloadHash: hash }: { id: string; payloadHash: string }) =>
		decideAction(app, tenant.owner, { id, hash, decision: 'approve', confirmed: [friend] });
	const known = () => db.addressBookEntry.count({ where: { workspaceId } });
	await approve(one);
	await undoAction(app, tenant.owner, one.id);
	expect(await known()).toBe(0);
	await approve(one);
	await approve(two);
	await undoAction(app, tenant.owner, one.id);
	expect(await known()).toBe(1);
});
