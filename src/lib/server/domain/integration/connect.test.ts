import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { callerOf, createTestApp } from '../../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../../tests/support/database.ts';
import { makeMember, makeWorkspace } from '../../../../../tests/support/factories.ts';
import {
	connectGoogle,
	consent,
	finish,
	openSandbox,
	redirectUri
} from '../../../../../tests/support/google-account.ts';
import { accessToken } from '../connection/access-token.ts';
import { finishGoogle } from './finish-google.ts';
import { listIntegrations } from './list-integrations.ts';
import { startGoogle } from './start-google.ts';

const compose = 'https://www.googleapis.com/auth/gmail.compose';
const spreadsheets = 'https://www.googleapis.com/auth/spreadsheets';
const database = await cloneDatabase();
const { db } = database;
const sandbox = await openSandbox();
const app = createTestApp(database, { sandbox });

const newOwner = async () => (await makeWorkspace(db)).actor;
const stored = (workspaceId: string) => db.integration.findFirst({ where: { workspaceId } });

test('a consent connects the account, with tokens that nobody can read in the table', async () => {
	const owner = await newOwner();
	expect(await connectGoogle(app, owner, { email: 'round@northwind.example' })).toEqual({
		returnTo: '/integrations',
		problem: null
	});
	const { items, google } = await listIntegrations(app, owner);
	expect(items).toMatchObject([
		{
			status: 'connected',
			accountEmail: 'round@northwind.example',
			abilities: ['gmail', 'sheets'],
			connectedBy: 'Dana Reyes',
			problem: null,
			held: 0
		}
	]);
	expect(google).toEqual({ available: true, sandbox: true, sandboxUrl: sandbox.url, held: 0 });
	const { token, accountEmail } = await accessToken(app, {
		workspaceId: owner.workspaceId,
		ability: 'sheets'
	});
	expect(accountEmail).toBe('round@northwind.example');
	expect((await app.google?.profile(token))?.email).toBe('round@northwind.example');
	const row = await stored(owner.workspaceId);
	expect(row?.refreshToken).toMatch(/^v1\.tests\./);
	expect(JSON.stringify(row)).not.toMatch(/1\/\/|ya29/);
	const api = await callerOf(app, owner);
	const shown = JSON.stringify([await api.integrations.list(), await api.activity.list({})]);
	expect(shown).toContain('round@northwind.example');
	expect(shown).not.toMatch(/ya29|v1\.tests|1\/\/sandbox/);
	const events = await db.event.findMany({ where: { workspaceId: owner.workspaceId } });
	expect(events.map(({ kind }) => kind)).toEqual(['integration.connected']);
});

test('only owners and admins begin or end a consent', async () => {
	const owner = await newOwner();
	const { actor: reviewer } = await makeMember(db, owner.workspaceId, 'reviewer');
	const input = { ability: null, returnTo: '/integrations', redirectUri };
	await expect(startGoogle(app, reviewer, input)).rejects.toMatchObject({ code: 'forbidden' });
	const back = await consent(app, owner);
	await expect(finish(app, reviewer, back)).rejects.toMatchObject({ code: 'forbidden' });
	expect(await stored(owner.workspaceId)).toBeNull();
});

test('the question has a state, PKCE with S256 and only the scopes that are needed', async () => {
	const owner = await newOwner();
	const ask = async (ability: 'gmail' | 'sheets' | null) =>
		new URL(await startGoogle(app, owner, { ability, returnTo: '/x', redirectUri })).searchParams;
	const first = await ask('sheets');
	expect(Buffer.from(first.get('state') ?? '', 'base64url')).toHaveLength(32);
	expect(first.get('code_challenge_method')).toBe('S256');
	expect(first.get('scope')).toBe(`openid email ${spreadsheets}`);
	expect(first.get('login_hint')).toBeNull();
	expect((await ask(null)).get('scope')).toBe(`openid email ${compose} ${spreadsheets}`);
	const kept = JSON.stringify(await db.oauthState.findMany({ where: { workspaceId: owner.workspaceId } }));
	expect(kept).not.toContain(first.get('state'));
	expect(kept).toMatch(/"codeVerifier":"v1\.tests\./);
});

test('an ability is added to what is there, for the same account', async () => {
	const owner = await newOwner();
	const email = `${randomUUID()}@northwind.example`;
	await connectGoogle(app, owner, { email, ability: 'gmail' });
	await expect(accessToken(app, { workspaceId: owner.workspaceId, ability: 'sheets' })).rejects.toMatchObject(
		{
			name: 'NoConnection',
			wait: 'connect',
			message: expect.stringMatching(/Google Sheets is not allowed/) as string
		}
	);
	let hint: string | null = null;
	const ask = (query: URLSearchParams) => (hint = query.get('login_hint'));
	await connectGoogle(app, owner, { email, ability: 'sheets', ask });
	expect(hint).toBe(email);
	expect((await listIntegrations(app, owner)).items[0]?.abilities).toEqual(['gmail', 'sheets']);
});

test('what a person unticks is not allowed, and the connection says so', async () => {
	const owner = await newOwner();
	await connectGoogle(app, owner, { ticked: [spreadsheets] });
	expect((await listIntegrations(app, owner)).items[0]?.abilities).toEqual(['sheets']);
	await expect(accessToken(app, { workspaceId: owner.workspaceId, ability: 'gmail' })).rejects.toMatchObject({
		wait: 'connect'
	});
});

test('who says no is not scolded, and nothing is connected', async () => {
	const owner = await newOwner();
	expect(await connectGoogle(app, owner, { decision: 'deny' })).toMatchObject({ problem: 'declined' });
	expect(await stored(owner.workspaceId)).toBeNull();
});

test('a state counts once, within its time, and only when it is ours', async () => {
	const owner = await newOwner();
	const back = await consent(app, owner);
	expect(await finish(app, owner, back)).toMatchObject({ problem: null });
	expect(await finish(app, owner, back)).toMatchObject({ problem: 'expired' });
	const wrong = new URL(back);
	wrong.searchParams.set('state', 'A'.repeat(43));
	expect(await finish(app, owner, wrong)).toMatchObject({ problem: 'expired' });
	wrong.searchParams.delete('state');
	expect(await finish(app, owner, wrong)).toMatchObject({ problem: 'expired' });
	const late = await consent(app, owner);
	await db.$executeRaw`update oauth_states set expires_at = now() - interval '1 second'`;
	expect(await finish(app, owner, late)).toMatchObject({ problem: 'expired' });
	expect(sandbox.state().counts['oauth.token']).toBeGreaterThan(0);
});

test('a verifier that was moved to another consent does not open', async () => {
	const owner = await newOwner();
	const [one, two] = [await consent(app, owner), await consent(app, owner)];
	const rows = await db.oauthState.findMany({ where: { workspaceId: owner.workspaceId } });
	for (const { id } of rows) {
		const codeVerifier = rows.find((row) => row.id !== id)?.codeVerifier ?? '';
		await db.oauthState.update({ where: { id }, data: { codeVerifier } });
	}
	for (const back of [one, two]) expect(await finish(app, owner, back)).toMatchObject({ problem: 'expired' });
	expect(await stored(owner.workspaceId)).toBeNull();
});

test('of ten that bring the same state at once, one gets through', async () => {
	const owner = await newOwner();
	const back = await consent(app, owner);
	const outcomes = await Promise.all(Array.from({ length: 10 }, () => finish(app, owner, back)));
	expect(outcomes.filter(({ problem }) => problem === null)).toHaveLength(1);
	expect(await db.integration.count({ where: { workspaceId: owner.workspaceId } })).toBe(1);
});

test('a consent that somebody else began connects nobody', async () => {
	const [attacker, victim] = [await newOwner(), await newOwner()];
	const back = await consent(app, attacker, { email: 'attacker@elsewhere.example' });
	expect(await finish(app, victim, back)).toMatchObject({ problem: 'other_session' });
	expect(await stored(victim.workspaceId)).toBeNull();
	// Used up, for it has been somewhere that it should not have.
	expect(await finish(app, attacker, back)).toMatchObject({ problem: 'expired' });
	const { actor: colleague } = await makeMember(db, attacker.workspaceId, 'admin');
	expect(await finish(app, colleague, await consent(app, attacker))).toMatchObject({
		problem: 'other_session'
	});
});

test('a code without our verifier is worth nothing', async () => {
	const owner = await newOwner();
	const [stolen, own] = [await consent(app, await newOwner()), await consent(app, owner)];
	own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
	expect(await finish(app, owner, own)).toMatchObject({ problem: 'refused' });
	expect(await stored(owner.workspaceId)).toBeNull();
});

test('an address that nobody has proved to own is refused, and its permission given back', async () => {
	const owner = await newOwner();
	const email = 'unverified@northwind.example';
	expect(await connectGoogle(app, owner, { email })).toMatchObject({ problem: 'unverified' });
	expect(await stored(owner.workspaceId)).toBeNull();
	expect(sandbox.state().grants.filter((grant) => grant.email === email)).toEqual([]);
});

test('without a lasting permission a first connection is none, and a later one keeps the one it has', async () => {
	const owner = await newOwner();
	const email = `${randomUUID()}@northwind.example`;
	const once = (query: URLSearchParams) => query.set('access_type', 'online');
	expect(await connectGoogle(app, owner, { email, ask: once })).toMatchObject({ problem: 'no_lasting' });
	expect(await stored(owner.workspaceId)).toBeNull();
	await connectGoogle(app, owner, { email });
	expect(await connectGoogle(app, owner, { email, ask: once })).toMatchObject({ problem: null });
	await db.$executeRaw`update integrations set access_expires_at = now() - interval '1 second' where account_email = ${email}`;
	await accessToken(app, { workspaceId: owner.workspaceId, ability: 'gmail' });
	// Another account's permission is never used for this one.
	const other = await connectGoogle(app, owner, { email: `${randomUUID()}@northwind.example`, ask: once });
	expect(other).toMatchObject({ problem: 'no_lasting' });
	expect((await stored(owner.workspaceId))?.accountEmail).toBe(email);
});

test('Google out of reach is said, and nothing is connected', async () => {
	const owner = await newOwner();
	const back = await consent(app, owner);
	sandbox.set({ next: { operation: 'oauth.token', fault: '503-before' } });
	expect(await finish(app, owner, back)).toMatchObject({ problem: 'unreachable' });
	expect(await stored(owner.workspaceId)).toBeNull();
});

test('an installation without keys says so', async () => {
	const bare = createTestApp(database);
	const owner = await newOwner();
	const refused = { code: 'not_configured' };
	await expect(startGoogle(bare, owner, { ability: null, returnTo: '/', redirectUri })).rejects.toMatchObject(
		refused
	);
	const nothing = { state: null, code: null, error: null, redirectUri };
	await expect(finishGoogle(bare, owner, nothing)).rejects.toMatchObject(refused);
	await expect(accessToken(bare, { workspaceId: owner.workspaceId, ability: 'gmail' })).rejects.toMatchObject(
		{
			wait: 'connect'
		}
	);
	expect((await listIntegrations(bare, owner)).google).toEqual({
		available: false,
		sandbox: false,
		sandboxUrl: null,
		held: 0
	});
});
