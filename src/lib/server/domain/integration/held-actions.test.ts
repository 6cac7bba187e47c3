import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Actor, MemberActor } from '../access/actor.ts';
import { createTestApp } from '../../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../../tests/support/database.ts';
import { makeAgent, makeMember, makeTask, makeWorkspace } from '../../../../../tests/support/factories.ts';
import { connectGoogle, openSandbox } from '../../../../../tests/support/google-account.ts';
import { accessToken } from '../connection/access-token.ts';
import { checkConnection, checkConnections, checkNow } from '../connection/check-connection.ts';
import { disconnect } from './disconnect.ts';
import { listIntegrations } from './list-integrations.ts';

const database = await cloneDatabase();
const { db } = database;
const sandbox = await openSandbox();
const app = createTestApp(database, { sandbox });

const account = () => `${randomUUID()}@northwind.example`;
const read = (id: string) => db.action.findFirstOrThrow({ where: { id }, include: { task: true } });
const connectionOf = ({ workspaceId }: Actor) => db.integration.findFirstOrThrow({ where: { workspaceId } });
const kindsOf = async ({ workspaceId }: Actor) =>
	(await db.event.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })).map(({ kind }) => kind);

async function jobsOf(actionId: string) {
	return db.$queryRaw<{ task: string; due: boolean }[]>`
		select task_identifier as task, run_at <= now() as due from graphile_worker.jobs where key = ${'action:' + actionId}`;
}

/** An action that somebody approved a minute ago, with the decision on record. */
async function approved(owner: MemberActor, waitReason: string | null, kind = 'gmail.draftEmail') {
	const agent = await makeAgent(db, owner.workspaceId);
	const { task, run } = await makeTask(db, agent);
	for (const status of ['in_progress', 'needs_review', 'approved'])
		await db.task.update({ where: { id: task.id }, data: { status } });
	for (const status of ['running', 'succeeded'])
		await db.run.update({ where: { id: run.id }, data: { status } });
	const keys = { workspaceId: owner.workspaceId, taskId: task.id, runId: run.id };
	const hash = 'a'.repeat(64);
	const connection = await db.integration.findFirst({ where: { workspaceId: owner.workspaceId } });
	const action = await db.action.create({
		data: {
			...keys,
			agentId: agent.id,
			position: 0,
			kind,
			why: 'She asked.',
			title: 'Mail to Priya Shah',
			snippet: 'The chairs',
			targets: [],
			payload: { to: ['priya@harbour.example'], cc: [], bcc: [], subject: 'The chairs', body: 'Hello' },
			payloadHash: hash,
			expiresAt: new Date(Date.now() + 3_600_000)
		}
	});
	await db.action.update({
		where: { id: action.id },
		data: {
			status: 'approved',
			approvedHash: hash,
			waitReason,
			decidedById: owner.by.userId,
			decidedAt: new Date(),
			holdUntil: new Date(Date.now() - 60_000),
			accountId: connection?.accountId ?? null
		}
	});
	const review = { ...keys, actionId: action.id, reviewerId: owner.by.userId, contentHash: hash };
	await db.review.create({ data: { ...review, decision: 'approve' } });
	return action.id;
}

async function withGoogle() {
	const { actor: owner } = await makeWorkspace(db);
	const email = account();
	await connectGoogle(app, owner, { email });
	return { owner, email };
}

test('what waited for a first connection goes on with it, and nothing that needs more than was allowed', async () => {
	const { actor: owner } = await makeWorkspace(db);
	const [mail, row] = [
		await approved(owner, 'connect'),
		await approved(owner, 'connect', 'sheets.appendRow')
	];
	expect((await listIntegrations(app, owner)).google.held).toBe(2);
	const email = account();
	await connectGoogle(app, owner, { email, ability: 'gmail' });
	expect(await read(mail)).toMatchObject({ status: 'approved', waitReason: null });
	expect(await jobsOf(mail)).toEqual([{ task: 'run-action', due: true }]);
	expect(await read(row)).toMatchObject({ status: 'approved', waitReason: 'connect' });
	expect((await listIntegrations(app, owner)).items[0]?.held).toBe(1);
	await connectGoogle(app, owner, { email, ability: 'sheets' });
	expect(await jobsOf(row)).toHaveLength(1);
});

test('a lost connection holds approved actions; the same account takes them up again (28)', async () => {
	const { owner, email } = await withGoogle();
	const action = await approved(owner, null);
	sandbox.set({ email, revokeTokens: true });
	await checkConnection(app, owner.workspaceId);
	expect(await read(action)).toMatchObject({ status: 'approved', waitReason: 'reauth' });
	const [lost] = (await listIntegrations(app, owner)).items;
	expect(lost).toMatchObject({
		status: 'needs_reauth',
		held: 1,
		problem: 'Google no longer accepts this connection.'
	});
	await connectGoogle(app, owner, { email });
	expect(await read(action)).toMatchObject({ status: 'approved', waitReason: null });
	expect(await jobsOf(action)).toHaveLength(1);
	expect((await read(action)).task.status).toBe('approved');
});

test('another account voids what was approved for the old one, held or not (29)', async () => {
	const { owner } = await withGoogle();
	const [ready, held] = [await approved(owner, null), await approved(owner, 'reauth', 'sheets.appendRow')];
	const webhook = await approved(owner, null, 'webhook.post');
	await connectGoogle(app, owner, { email: account() });
	for (const id of [ready, held]) {
		const voided = await read(id);
		expect(voided).toMatchObject({
			status: 'proposed',
			approvedHash: null,
			decidedById: null,
			accountId: null,
			waitReason: null
		});
		expect(voided.task.status).toBe('needs_review');
		const [review] = await db.review.findMany({ where: { actionId: id } });
		expect(review?.undoneAt).not.toBeNull();
	}
	expect(await read(webhook)).toMatchObject({ status: 'approved' });
	const told = await db.event.findMany({ where: { workspaceId: owner.workspaceId, kind: 'action.voided' } });
	expect(told).toHaveLength(2);
	expect(told[0]?.data).toMatchObject({
		title: 'Mail to Priya Shah',
		message: expect.stringMatching(/^Another Google account is connected now/) as string
	});
});

test('another account after a disconnection voids as well; nobody else’s approvals are touched', async () => {
	const { owner } = await withGoogle();
	const stranger = await withGoogle();
	const [mine, theirs] = [await approved(owner, null), await approved(stranger.owner, null)];
	await disconnect(app, owner, (await connectionOf(owner)).id);
	await connectGoogle(app, owner, { email: account() });
	expect(await read(mine)).toMatchObject({ status: 'proposed' });
	expect(await read(theirs)).toMatchObject({ status: 'approved' });
});

test('the replaced account’s permission is given back', async () => {
	const { owner, email } = await withGoogle();
	await connectGoogle(app, owner, { email: account() });
	expect(sandbox.state().grants.filter((grant) => grant.email === email)).toEqual([]);
});

test('disconnecting revokes at Google, forgets the tokens, and lets approved actions wait', async () => {
	const { owner, email } = await withGoogle();
	const action = await approved(owner, null);
	const { id } = await connectionOf(owner);
	const { actor: reviewer } = await makeMember(db, owner.workspaceId, 'reviewer');
	await expect(disconnect(app, reviewer, id)).rejects.toMatchObject({ code: 'forbidden' });
	await disconnect(app, owner, id);
	expect(sandbox.state().grants.filter((grant) => grant.email === email)).toEqual([]);
	expect(await connectionOf(owner)).toMatchObject({
		status: 'disconnected',
		refreshToken: null,
		accessToken: null,
		scopes: [],
		problem: null
	});
	expect(await read(action)).toMatchObject({ status: 'approved', waitReason: 'connect' });
	await expect(accessToken(app, { workspaceId: owner.workspaceId, ability: 'gmail' })).rejects.toMatchObject({
		wait: 'connect'
	});
	await disconnect(app, owner, id);
	expect(await kindsOf(owner)).toEqual(['integration.connected', 'integration.disconnected']);
	await connectGoogle(app, owner, { email });
	expect(await jobsOf(action)).toHaveLength(1);
});

test('a dead vendor does not keep a connection alive here, and that it was not told is said', async () => {
	const { owner, email } = await withGoogle();
	sandbox.set({ next: { operation: 'oauth.revoke', fault: '503-before' } });
	await disconnect(app, owner, (await connectionOf(owner)).id);
	const [item] = (await listIntegrations(app, owner)).items;
	expect(item).toMatchObject({
		status: 'disconnected',
		problem: expect.stringMatching(/^Google has not confirmed/)
	});
	expect(sandbox.state().grants.filter((grant) => grant.email === email)).toHaveLength(1);
});

test('an account that another workspace works with stays allowed there', async () => {
	const { owner, email } = await withGoogle();
	const { actor: elsewhere } = await makeWorkspace(db);
	await connectGoogle(app, elsewhere, { email });
	await disconnect(app, owner, (await connectionOf(owner)).id);
	await checkConnection(app, elsewhere.workspaceId);
	expect(await connectionOf(elsewhere)).toMatchObject({ status: 'connected' });
});

test('a check says when it was, what it found, and nothing of another workspace', async () => {
	const { owner } = await withGoogle();
	const { id } = await connectionOf(owner);
	await db.integration.update({ where: { id }, data: { checkedAt: new Date(0) } });
	await checkNow(app, owner, id);
	expect((await connectionOf(owner)).checkedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
	sandbox.set({ next: { operation: 'oauth.token', fault: '503-before' } });
	await checkNow(app, owner, id);
	expect(await connectionOf(owner)).toMatchObject({
		status: 'connected',
		problem: expect.stringMatching(/^Google could not be reached/) as string
	});
	await checkNow(app, owner, id);
	expect(await connectionOf(owner)).toMatchObject({ problem: null });
	const { actor: stranger } = await makeWorkspace(db);
	await expect(checkNow(app, stranger, id)).rejects.toMatchObject({ code: 'not_found' });
	await expect(disconnect(app, stranger, id)).rejects.toMatchObject({ code: 'not_found' });
	const { actor: reviewer } = await makeMember(db, owner.workspaceId, 'reviewer');
	await expect(checkNow(app, reviewer, id)).rejects.toMatchObject({ code: 'forbidden' });
});

test('every day each connection that works gets a check of its own', async () => {
	const { owner } = await withGoogle();
	const gone = await withGoogle();
	await disconnect(app, gone.owner, (await connectionOf(gone.owner)).id);
	await checkConnections(app);
	const keys = await db.$queryRaw<{ key: string }[]>`
		select key from graphile_worker.jobs where task_identifier = 'check-connection'`;
	expect(keys).toContainEqual({ key: `check-connection:${owner.workspaceId}` });
	expect(keys).not.toContainEqual({ key: `check-connection:${gone.owner.workspaceId}` });
});
