import { describe, expect, test } from 'vitest';
import { openOffice, type Tenant } from '../../../../../tests/office.ts';
import { editAgent } from '../agent/edit-agent.ts';
import { getAgent } from '../agent/get-agent.ts';
import { answerTrust } from './answer-trust.ts';
import { autoOffer, recordTrust } from './trust.ts';

const { app, db, newTenant } = await openOffice();
const kind = 'gmail.draftEmail';

const of = ({ owner, agentId }: Tenant) => ({ workspaceId: owner.workspaceId, agentId, kind });
const offer = (tenant: Tenant, actor = tenant.owner) => autoOffer(db, actor, of(tenant));

async function count(tenant: Tenant, outcome: 'unedited' | 'corrected', times = 1) {
	for (let time = 0; time < times; time++)
		await db.$transaction((tx) => recordTrust(tx, { ...of(tenant), outcome }));
}

async function permission({ owner, agentId }: Tenant) {
	return (await getAgent(app, owner, agentId)).permissions[kind];
}

describe('the offer to go ahead without asking', () => {
	test('comes after five unedited approvals in a row, and a correction starts the count again', async () => {
		const tenant = await newTenant();
		await count(tenant, 'unedited', 4);
		expect(await offer(tenant)).toBeNull();
		await count(tenant, 'unedited');
		expect(await offer(tenant)).toMatchObject({
			kind,
			question:
				'Nora’s last five drafts were approved unchanged. From now on, may Nora’s drafts in your Gmail go ahead without asking you?'
		});
		await count(tenant, 'corrected');
		await count(tenant, 'unedited', 4);
		expect(await offer(tenant)).toBeNull();
		await count(tenant, 'unedited');
		expect(await offer(tenant)).not.toBeNull();
	});

	test('is made to owners and admins, who alone may answer it', async () => {
		const tenant = await newTenant();
		await count(tenant, 'unedited', 5);
		expect(await offer(tenant, await tenant.member('reviewer'))).toBeNull();
		expect(await offer(tenant, await tenant.member('admin'))).not.toBeNull();
		expect(await offer(tenant)).not.toBeNull();
	});

	test('comes again five later after a no', async () => {
		const tenant = await newTenant();
		await count(tenant, 'unedited', 6);
		await answerTrust(app, tenant.owner, { ...of(tenant), accept: false });
		expect(await permission(tenant)).toBe('ask');
		await count(tenant, 'unedited', 4);
		expect(await offer(tenant)).toBeNull();
		await count(tenant, 'unedited');
		expect(await offer(tenant)).toMatchObject({ question: expect.stringContaining('last 11 drafts') });
	});

	test('does not come for a kind that always asks, nor when the answer is there already', async () => {
		const tenant = await newTenant();
		const webhook = { ...of(tenant), kind: 'webhook.post' };
		for (let time = 0; time < 6; time++)
			await db.$transaction((tx) => recordTrust(tx, { ...webhook, outcome: 'unedited' }));
		expect(await autoOffer(db, tenant.owner, webhook)).toBeNull();
		const refused = answerTrust(app, tenant.owner, { ...webhook, accept: true });
		await expect(refused).rejects.toMatchObject({ code: 'invalid_input' });
		await count(tenant, 'unedited', 5);
		await editAgent(app, tenant.owner, tenant.agentId, { permissions: { [kind]: 'off' } });
		expect(await offer(tenant)).toBeNull();
	});
});

describe('trust', () => {
	test('is given by owners and admins, and on record', async () => {
		const tenant = await newTenant();
		await count(tenant, 'unedited', 5);
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
		const permissions = { [kind]: 'auto' as const, 'sheets.appendRow': 'auto' as const };
		await editAgent(app, tenant.owner, tenant.agentId, { permissions });
		await count(tenant, 'corrected', 2);
		const agent = await getAgent(app, tenant.owner, tenant.agentId);
		expect(agent.permissions).toEqual({ [kind]: 'ask', 'sheets.appendRow': 'auto' });
		expect(await db.event.count({ where: { agentId: tenant.agentId, kind: 'agent.corrected' } })).toBe(1);
	});

	test('counts every approval of many at once', async () => {
		const tenant = await newTenant();
		await Promise.all(Array.from({ length: 8 }, () => count(tenant, 'unedited')));
		expect(await db.agentTrust.findFirst({ where: of(tenant) })).toMatchObject({ streak: 8 });
	});
});
