import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTestApp } from '../../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../../tests/support/database.ts';
import { makeAgent, makeWorkspace } from '../../../../../tests/support/factories.ts';
import { connectGoogle, openSandbox } from '../../../../../tests/support/google-account.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import type { Actor } from '../access/actor.ts';
import { disconnect } from './disconnect.ts';

const database = await cloneDatabase();
const { db } = database;
const sandbox = await openSandbox();
const app = createTestApp(database, { sandbox });

async function connected(email: string) {
	const { actor: owner } = await makeWorkspace(db);
	await connectGoogle(app, owner, { email });
	const read = () => db.integration.findFirstOrThrow({ where: { workspaceId: owner.workspaceId } });
	return { owner, read, id: (await read()).id };
}

/** While it lasts, nobody commits a disconnection of this workspace. */
async function busyWithItsActions({ workspaceId }: Actor, meanwhile: () => Promise<unknown>) {
	const agent = await makeAgent(db, workspaceId);
	const { actions } = await makeProposals(db, agent, [{}]);
	const [{ id } = { id: '' }] = actions;
	await db.$executeRaw`
		update actions set status = 'approved', approved_hash = payload_hash, hold_until = now() - interval '1 second' where id = ${id}::uuid`;
	await db.$transaction(async (tx) => {
		await tx.$executeRaw`select 1 from actions where id = ${id}::uuid for update`;
		await meanwhile();
	});
}

async function waiting(): Promise<boolean> {
	const [row] = await db.$queryRaw<[{ locks: number }]>`
		select count(*)::int as locks from pg_stat_activity
		where datname = current_database() and wait_event_type = 'Lock'`;
	return row.locks > 0;
}

test('of two workspaces that leave one account at the same moment, the last takes the permission back', async () => {
	const email = `${randomUUID()}@northwind.example`;
	const [one, other] = [await connected(email), await connected(email)];
	let first: Promise<void> | undefined;
	await busyWithItsActions(one.owner, async () => {
		first = disconnect(app, one.owner, one.id);
		await expect.poll(waiting).toBe(true);
		await disconnect(app, other.owner, other.id);
	});
	await first;
	expect(sandbox.state().grants.filter((grant) => grant.email === email)).toEqual([]);
	for (const { read } of [one, other])
		expect(await read()).toMatchObject({ status: 'disconnected', problem: null });
});

test('it is over here before Google is told, nobody waits for Google, and until Google knows it is said', async () => {
	const { owner, read, id } = await connected(`${randomUUID()}@northwind.example`);
	const { google } = app;
	if (!google) throw new Error('There is a sandbox.');
	const meanwhile: unknown[] = [];
	const revoke = async (token: string) => {
		await db.$queryRaw`select 1 from integrations where id = ${id}::uuid for update nowait`;
		meanwhile.push(await read());
		await google.revoke(token);
	};
	await disconnect({ ...app, google: { ...google, revoke } }, owner, id);
	expect(meanwhile).toMatchObject([
		{
			status: 'disconnected',
			refreshToken: null,
			problem: expect.stringMatching(/^Google has not confirmed/) as string
		}
	]);
	expect(await read()).toMatchObject({ status: 'disconnected', problem: null });
});
