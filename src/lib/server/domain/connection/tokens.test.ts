import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createLog } from '#server/log.ts';
import { createTestApp } from '../../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../../tests/support/database.ts';
import { makeWorkspace, memberActor } from '../../../../../tests/support/factories.ts';
import { connectGoogle, openSandbox } from '../../../../../tests/support/google-account.ts';
import { accessToken } from './access-token.ts';
import { checkConnection } from './check-connection.ts';
import { forgetAccessToken } from './connect.ts';
import { rotateKeys } from './rotate-keys.ts';

const database = await cloneDatabase();
const { db } = database;
const sandbox = await openSandbox();
const [first, second] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));
const app = createTestApp(database, { sandbox, encryptionKeys: `first:${first}` });
/** Another process: a pool of its own. */
const neighbour = createTestApp(database, { sandbox, encryptionKeys: `first:${first}` });

async function connected() {
	const { actor } = await makeWorkspace(db);
	const email = `${randomUUID()}@northwind.example`;
	await connectGoogle(app, actor, { email });
	const row = await db.integration.findFirstOrThrow({ where: { workspaceId: actor.workspaceId } });
	return { actor, email, id: row.id, wanted: { workspaceId: actor.workspaceId, ability: 'gmail' as const } };
}
const read = (id: string) => db.integration.findFirstOrThrow({ where: { id } });
const expire = (id: string) =>
	db.$executeRaw`update integrations set access_expires_at = now() + interval '4 minutes' where id = ${id}::uuid`;
const asked = () => sandbox.state().counts['oauth.token'] ?? 0;
const events = async (workspaceId: string) =>
	(await db.event.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })).map(({ kind }) => kind);

test('a token that still serves is handed out without asking anybody', async () => {
	const { wanted } = await connected();
	const before = asked();
	const [one, two] = [await accessToken(app, wanted), await accessToken(neighbour, wanted)];
	expect(one.token).toBe(two.token);
	expect(asked()).toBe(before);
});

test('twenty at once in two processes: one refresh, one token (28)', async () => {
	const { wanted, id } = await connected();
	await expire(id);
	const before = asked();
	const everybody = Array.from({ length: 20 }, (_, at) => accessToken(at % 2 ? neighbour : app, wanted));
	const tokens = new Set((await Promise.all(everybody)).map(({ token }) => token));
	expect(tokens.size).toBe(1);
	expect(asked()).toBe(before + 1);
});

test('a refresh keeps the refresh token, unless Google sends a new one', async () => {
	const { wanted, id } = await connected();
	const { refreshToken } = await read(id);
	await expire(id);
	await accessToken(app, wanted);
	expect((await read(id)).refreshToken).toBe(refreshToken);
	sandbox.set({ rotateRefreshTokens: true });
	await expire(id);
	await accessToken(app, wanted);
	sandbox.set({ rotateRefreshTokens: false });
	expect((await read(id)).refreshToken).not.toBe(refreshToken);
	await expire(id);
	await accessToken(app, wanted);
});

test('invalid_grant: needs_reauth and one event, however many ask; Google is not asked again (28)', async () => {
	const { wanted, id, email } = await connected();
	await expire(id);
	sandbox.set({ email, revokeTokens: true });
	const before = asked();
	const outcomes = await Promise.allSettled(
		Array.from({ length: 20 }, (_, at) => accessToken(at % 2 ? neighbour : app, wanted))
	);
	for (const outcome of outcomes)
		expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'NoConnection', wait: 'reauth' } });
	expect(asked()).toBe(before + 1);
	expect(await read(id)).toMatchObject({ status: 'needs_reauth', refreshToken: null, accessToken: null });
	expect(await events(wanted.workspaceId)).toEqual(['integration.connected', 'integration.needs_reauth']);
	await connectGoogle(app, { ...(await ownerOf(wanted.workspaceId)) }, { email });
	expect(await accessToken(app, wanted)).toMatchObject({ accountEmail: email });
});

test('a check that ends with a token of before takes nothing from who has reconnected meanwhile', async () => {
	const { wanted, id, actor, email } = await connected();
	const { google } = app;
	if (!google) throw new Error('This App has no Google.');
	const overtaken = {
		...app,
		google: {
			...google,
			async profile(token: string) {
				sandbox.set({ email, revokeTokens: true });
				await connectGoogle(app, actor, { email });
				return google.profile(token);
			}
		}
	};
	await checkConnection(overtaken, actor.workspaceId);
	expect(await read(id)).toMatchObject({ status: 'connected' });
	expect(await accessToken(app, wanted)).toMatchObject({ accountEmail: email });
});

test('Google out of reach is no reason to give a connection up', async () => {
	const { wanted, id } = await connected();
	await expire(id);
	sandbox.set({ next: { operation: 'oauth.token', fault: '503-before' } });
	await expect(accessToken(app, wanted)).rejects.toMatchObject({ name: 'VendorError', code: 'unavailable' });
	expect(await read(id)).toMatchObject({ status: 'connected' });
	await accessToken(app, wanted);
});

test('a token that Google refused too early is replaced, but only that one', async () => {
	const { wanted } = await connected();
	const { workspaceId } = wanted;
	const { token } = await accessToken(app, wanted);
	await forgetAccessToken(app, { workspaceId, token: 'another' });
	expect((await accessToken(app, wanted)).token).toBe(token);
	await forgetAccessToken(app, { workspaceId, token });
	expect((await accessToken(app, wanted)).token).not.toBe(token);
});

test('tokens swapped between rows, or changed by a bit, do not open (49)', async () => {
	const [one, two] = [await connected(), await connected()];
	const [rowOne, rowTwo] = [await read(one.id), await read(two.id)];
	const swap = { refreshToken: rowTwo.refreshToken, accessToken: rowTwo.accessToken };
	await db.integration.update({ where: { id: one.id }, data: swap });
	const before = sandbox.state().requests.length;
	await expect(accessToken(app, one.wanted)).rejects.toMatchObject({ wait: 'reauth' });
	expect(sandbox.state().requests).toHaveLength(before);
	expect(await read(one.id)).toMatchObject({
		status: 'needs_reauth',
		problem: 'The stored connection cannot be opened any more.'
	});
	// Put back where they belong, they work again by a check alone.
	const { refreshToken, accessToken: access } = rowOne;
	await db.integration.update({ where: { id: one.id }, data: { refreshToken, accessToken: access } });
	await checkConnection(app, one.actor.workspaceId);
	expect(await accessToken(app, one.wanted)).toMatchObject({ accountEmail: one.email });
	const flipped = rowTwo.refreshToken?.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) ?? '';
	await db.integration.update({ where: { id: two.id }, data: { refreshToken: flipped, accessToken: null } });
	await expect(accessToken(app, two.wanted)).rejects.toMatchObject({ wait: 'reauth' });
});

test('an old key still reads; after the rotation it can be taken away (49)', async () => {
	const { wanted, id } = await connected();
	const both = createTestApp(database, { sandbox, encryptionKeys: `second:${second},first:${first}` });
	const onlyNew = createTestApp(database, { sandbox, encryptionKeys: `second:${second}` });
	const { token } = await accessToken(both, wanted);
	const rotated = await rotateKeys(both);
	expect(rotated.resealed).toBeGreaterThanOrEqual(2);
	const row = await read(id);
	expect([row.refreshToken, row.accessToken].every((text) => text?.startsWith('v1.second.'))).toBe(true);
	expect((await accessToken(onlyNew, wanted)).token).toBe(token);
	await expire(id);
	await accessToken(onlyNew, wanted);
	expect(await rotateKeys(both)).toMatchObject({ resealed: 0 });
});

test('no token, code or verifier gets into logs or errors (52)', async () => {
	const said: string[] = [];
	const log = createLog(
		{ ...app.config, logLevel: 'debug' },
		{ write: (line: string) => void said.push(line) }
	);
	const watched = createTestApp(database, {
		sandbox,
		encryptionKeys: `first:${first}`,
		overrides: { log }
	});
	const { actor } = await makeWorkspace(db);
	await connectGoogle(watched, actor);
	const wanted = { workspaceId: actor.workspaceId, ability: 'gmail' as const };
	const { token } = await accessToken(watched, wanted);
	const faults = ['503-before', 'garbled-after', 'reset-before', '429'] as const;
	for (const fault of faults) {
		await db.$executeRaw`update integrations set access_expires_at = now() - interval '1 second' where workspace_id = ${actor.workspaceId}::uuid`;
		sandbox.set({ next: { operation: 'oauth.token', fault } });
		await accessToken(watched, wanted).catch((error: unknown) => {
			watched.log.error({ err: error }, 'It failed');
			said.push(String(error), JSON.stringify(error), (error as Error).stack ?? '');
		});
		sandbox.set({ next: { operation: 'oauth.token', fault } });
		await checkConnection(watched, actor.workspaceId);
	}
	expect(said.length).toBeGreaterThan(faults.length);
	const everything = said.join('\n');
	expect(everything).not.toContain(token);
	expect(everything).not.toMatch(
		/ya29|1\/\/sandbox|4\/0sandbox|code_verifier=|refresh_token=|client_secret=/
	);
});

async function ownerOf(workspaceId: string) {
	const { userId } = await db.membership.findFirstOrThrow({ where: { workspaceId } });
	return memberActor(workspaceId, userId, 'owner');
}
