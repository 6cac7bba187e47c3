import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '#server/config.ts';
import { createGoogle } from '#server/integrations/google/google.ts';
import type { Google } from '#server/ports/google.ts';
import { startSandbox } from '../../sandbox/start.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { aDraft, aRow } from './google-peer.ts';
import { startGoogleValidator } from './google-validator.ts';
import type { GoogleValidator } from './google-validator.ts';

const dana = 'dana@northwind.example';
const redirectUri = 'http://localhost:3000/api/oauth/google/callback';
const scopes = [
	'openid',
	'email',
	'https://www.googleapis.com/auth/gmail.compose',
	'https://www.googleapis.com/auth/spreadsheets'
];

type Street = { google: Google; sandbox: Sandbox; validator: GoogleValidator };

/** Our client, the validator, the sandbox, in a row. */
async function street(timeoutMs = 10_000): Promise<Street> {
	const dir = await mkdtemp(join(tmpdir(), 'agentforce-validator-'));
	const sandbox = await startSandbox({ port: 0, dir, timeScale: 0.01 });
	const validator = await startGoogleValidator({ upstream: sandbox.url });
	onTestFinished(async () => {
		await Promise.all([validator.stop(), sandbox.close()]);
		await rm(dir, { recursive: true });
	});
	const { google } = loadConfig({
		DATABASE_URL: 'postgresql://me@localhost/agents',
		APP_SECRET: 'x'.repeat(32),
		ENCRYPTION_KEYS: `tests:${Buffer.alloc(32).toString('base64')}`,
		AGENTFORCE_SANDBOX: validator.url
	});
	if (!google) throw new Error('The configuration has no Google.');
	return { google: createGoogle(google, { timeoutMs, maxAnswerBytes: 1_000_000 }), sandbox, validator };
}

/** What a person does on the consent page, without a browser; gives back the code. */
async function consent(asked: string): Promise<string> {
	const { origin, search, pathname } = new URL(asked);
	expect((await fetch(asked)).status).toBe(200);
	const body = new URLSearchParams([
		['request', search.slice(1)],
		['decision', 'allow'],
		['account', dana],
		...scopes.map((scope) => ['scope', scope])
	]);
	const answer = await fetch(`${origin}${pathname}/consent`, { method: 'POST', body, redirect: 'manual' });
	return new URL(answer.headers.get('location') ?? origin).searchParams.get('code') ?? '';
}

function sheetOf(sandbox: Sandbox) {
	const [sheet] = sandbox.state().spreadsheets.filter(({ owner }) => owner === dana);
	const [tab] = sheet?.tabs ?? [];
	if (!sheet || !tab) throw new Error('The sandbox has no spreadsheet.');
	return { sheet, tab, row: { ...aRow, spreadsheetId: sheet.id, sheetId: tab.sheetId } };
}

test('the whole of our protocol, with the sandbox in Google’s place: every request and every answer is Google’s', async () => {
	const { google, sandbox, validator } = await street();
	const codeVerifier = 'v'.repeat(60);
	const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
	const state = 's'.repeat(32);
	const url = google.authorizeUrl({ state, codeChallenge, scopes, redirectUri, loginHint: dana });
	const grant = await google.exchangeCode({ code: await consent(url), codeVerifier, redirectUri });
	expect(grant).toMatchObject({ account: { email: dana, emailVerified: true } });
	expect(grant.scopes).toEqual(expect.arrayContaining(scopes.slice(2)));
	const { accessToken } = await google.refresh(grant.refreshToken ?? '');

	const before = await google.profile(accessToken);
	expect(await google.findDrafts(accessToken, aDraft.messageId)).toEqual([]);
	const draft = await google.createDraft(accessToken, aDraft);
	await expect.poll(() => google.findDrafts(accessToken, aDraft.messageId)).toEqual([draft]);
	expect((await google.profile(accessToken)).historyId).not.toBe(before.historyId);
	expect(await (await fetch(google.draftUrl(draft, dana))).text()).toContain(aDraft.subject);

	const { sheet, tab, row } = sheetOf(sandbox);
	const seen = await google.spreadsheet(accessToken, sheet.id);
	expect(seen.tabs).toContainEqual({ sheetId: tab.sheetId, title: tab.title });
	expect((await google.topRows(accessToken, sheet.id, tab.title)).length).toBeGreaterThan(1);
	expect(await google.findMetadata(accessToken, sheet.id, row.metadataId)).toBeNull();
	await google.appendRow(accessToken, row);
	expect(await google.findMetadata(accessToken, sheet.id, row.metadataId)).toBe(row.metadataValue);
	await expect(google.appendRow(accessToken, row)).rejects.toMatchObject({
		code: 'duplicate',
		effect: 'done'
	});
	await google.forgetMetadata(accessToken, sheet.id, [row.metadataId, 5]);
	expect(await google.findMetadata(accessToken, sheet.id, row.metadataId)).toBeNull();
	await google.forgetMetadata(accessToken, sheet.id, [row.metadataId]);
	sandbox.set({ metadataCharacters: 9 });
	const full = google.appendRow(accessToken, { ...row, metadataId: 8 });
	await expect(full).rejects.toMatchObject({ code: 'metadata_full', effect: 'none' });
	expect((await fetch(google.tabUrl(sheet.id, tab.sheetId))).status).toBe(200);

	expect(sandbox.state().effects.map(({ kind }) => kind)).toEqual(['draft', 'row']);
	await google.revoke(grant.refreshToken ?? '');
	await google.revoke(grant.refreshToken ?? '');
	await expect(google.refresh(grant.refreshToken ?? '')).rejects.toMatchObject({ code: 'needs_reauth' });
	await expect(google.profile(accessToken)).rejects.toMatchObject({ code: 'needs_reauth', effect: 'none' });
	expect(validator.violations).toEqual([]);
	expect(validator.answerViolations).toEqual([]);
});

test.each([
	['503-before', 'unavailable', 'unknown', 0],
	['503-after', 'unavailable', 'unknown', 1],
	['reset-before', 'lost', 'unknown', 0],
	['reset-after', 'lost', 'unknown', 1],
	['hang-before', 'lost', 'unknown', 0],
	['hang-after', 'lost', 'unknown', 1],
	['garbled-after', 'lost', 'unknown', 1],
	['429', 'rate_limited', 'none', 0],
	['401-once', 'needs_reauth', 'none', 0]
] as const)(
	'sandbox:%s on a draft and on a row is %s, effect %s; %i were made',
	async (fault, code, effect, made) => {
		const { google, sandbox, validator } = await street(fault.startsWith('hang') ? 1_500 : 10_000);
		const { accessToken } = sandbox.connect({ email: dana });
		const { row } = sheetOf(sandbox);
		const waits = fault === '429' ? { retryAfterSeconds: 2 } : {};
		const draft = google.createDraft(accessToken, { ...aDraft, subject: `An order sandbox:${fault}` });
		await expect(draft).rejects.toMatchObject({ code, effect, ...waits });
		const cells = google.appendRow(accessToken, { ...row, cells: [`A row sandbox:${fault}`] });
		await expect(cells).rejects.toMatchObject({ code, effect, ...waits });
		expect(sandbox.state().counts).toMatchObject({
			'gmail.users.drafts.create': 1,
			'sheets.spreadsheets.batchUpdate': 1
		});
		expect(sandbox.state().effects).toHaveLength(made * 2);
		expect(validator.violations).toEqual([]);
	}
);

test('a tab and a spreadsheet that are gone, and a permission that was not given', async () => {
	const { google, sandbox } = await street();
	const { accessToken } = sandbox.connect({ email: dana });
	const { sheet, row } = sheetOf(sandbox);
	const gone = { code: 'not_found', effect: 'none' };
	await expect(google.appendRow(accessToken, { ...row, sheetId: 987_654 })).rejects.toMatchObject(gone);
	await expect(google.topRows(accessToken, sheet.id, 'No such tab')).rejects.toMatchObject(gone);
	await expect(google.spreadsheet(accessToken, 'no-such-sheet')).rejects.toMatchObject(gone);
	await expect(google.findMetadata(accessToken, 'no-such-sheet', 5)).rejects.toMatchObject(gone);
	const mailOnly = sandbox.connect({ email: dana, clientId: 'other', scopes: scopes.slice(0, 3) });
	await expect(google.appendRow(mailOnly.accessToken, row)).rejects.toMatchObject({
		code: 'missing_scope',
		effect: 'none'
	});
	expect(sandbox.state().effects).toEqual([]);
});
