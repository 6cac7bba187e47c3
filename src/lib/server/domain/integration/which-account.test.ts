import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeAgent, makeWorkspace } from '../../../../../tests/support/factories.ts';
import { connectGoogle } from '../../../../../tests/support/google-account.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { openSheetsFixture } from '../../../../../tests/support/sheets-fixture.ts';
import { decideAction } from '../action/decide-action.ts';
import { getAction } from '../action/get-action.ts';
import { disconnect } from './disconnect.ts';

const { app, carryOut, db, sandbox } = await openSheetsFixture();

const account = () => `${randomUUID()}@northwind.example`;

async function newOffice() {
	const { actor: owner } = await makeWorkspace(db);
	const { workspaceId } = owner;
	const agent = await makeAgent(db, workspaceId);
	const leave = async () => {
		const { id } = await db.integration.findFirstOrThrow({ where: { workspaceId } });
		await disconnect(app, owner, id);
	};
	/** Answers what the person read before they approved. */
	const approve = async () => {
		const { actions } = await makeProposals(db, agent, [{}]);
		const [{ id, payloadHash: hash } = { id: '', payloadHash: '' }] = actions;
		const { note } = await getAction(app, owner, id);
		await decideAction(app, owner, { id, hash, decision: 'approve' });
		return { id, note };
	};
	const read = (id: string) => getAction(app, owner, id);
	return { owner, leave, approve, read };
}

test('what was approved before there was any account is for the first one that is connected', async () => {
	const { owner, approve, read } = await newOffice();
	const { id, note } = await approve();
	expect(note).toContain('from the Gmail that you connect');
	const email = account();
	await connectGoogle(app, owner, { email });
	expect(await read(id)).toMatchObject({
		status: 'approved',
		note: expect.stringContaining(email) as string
	});
	await db.$executeRaw`update actions set hold_until = now() - interval '1 second', run_after = now() - interval '1 second' where id = ${id}::uuid`;
	await carryOut(id);
	expect(await read(id)).toMatchObject({ status: 'succeeded' });
	const { accounts } = sandbox.state();
	expect(accounts.find((one) => one.email === email)?.drafts).toHaveLength(1);
});

test('what was approved while the account was disconnected is for that account, and says so', async () => {
	const { owner, leave, approve, read } = await newOffice();
	const [email, other] = [account(), account()];
	await connectGoogle(app, owner, { email });
	await leave();
	const { id, note } = await approve();
	expect(note).toContain(`from ${email}`);
	await db.$executeRaw`update actions set wait_reason = 'connect' where id = ${id}::uuid`;
	expect((await read(id)).wait?.message).toContain(email);

	await connectGoogle(app, owner, { email });
	expect(await read(id)).toMatchObject({ status: 'approved', wait: null });
	await leave();
	await connectGoogle(app, owner, { email: other });
	expect(await read(id)).toMatchObject({
		status: 'proposed',
		note: expect.stringContaining(other) as string
	});
});

// So that whoever carries it out sees that it is for another one, also when the two happen at the same moment.
test('an approval without a connection is kept with the account that its reviewer read of', async () => {
	const { owner, leave, approve } = await newOffice();
	const email = account();
	await connectGoogle(app, owner, { email });
	const { accountId } = await db.integration.findFirstOrThrow({ where: { workspaceId: owner.workspaceId } });
	await leave();
	const { id } = await approve();
	expect(await db.action.findUniqueOrThrow({ where: { id } })).toMatchObject({ accountId });
});
