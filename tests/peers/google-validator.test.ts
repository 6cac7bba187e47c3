import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createGoogle } from '#server/integrations/google/google.ts';
import { loadConfig } from '#server/config.ts';
import type { Google } from '#server/ports/google.ts';
import { aDraft, aRow } from './google-peer.ts';
import { descriptions } from './google-validator-api.ts';
import { startGoogleValidator } from './google-validator.ts';
import type { GoogleValidator } from './google-validator.ts';

const scopes = [
	'openid',
	'email',
	'https://www.googleapis.com/auth/gmail.compose',
	'https://www.googleapis.com/auth/spreadsheets'
];
const redirectUri = 'http://localhost:3000/api/oauth/google/callback';
const codeVerifier = 'v'.repeat(43);
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
const question = {
	state: 's'.repeat(43),
	codeChallenge,
	scopes,
	redirectUri,
	loginHint: 'dana@harbour.example'
};

async function validated(): Promise<{ google: Google; validator: GoogleValidator }> {
	const validator = await startGoogleValidator();
	onTestFinished(() => validator.stop());
	const { google } = loadConfig({
		DATABASE_URL: 'postgresql://me@localhost/agents',
		APP_SECRET: 'x'.repeat(32),
		ENCRYPTION_KEYS: `tests:${Buffer.alloc(32).toString('base64')}`,
		AGENTFORCE_SANDBOX: validator.url
	});
	if (!google) throw new Error('The configuration has no Google.');
	return { google: createGoogle(google), validator };
}

async function connect(google: Google, verifier = codeVerifier) {
	const answer = await fetch(google.authorizeUrl(question), { redirect: 'manual' });
	const back = new URL(answer.headers.get('location') ?? 'http://nowhere');
	expect(back.searchParams.get('state')).toBe(question.state);
	const code = back.searchParams.get('code') ?? '';
	return google.exchangeCode({ code, codeVerifier: verifier, redirectUri });
}

test('every method of our client asks as Google’s own descriptions want it', async () => {
	const { google, validator } = await validated();
	const { accessToken, refreshToken, account } = await connect(google);
	expect(account?.email).toBe('dana@harbour.example');
	await google.refresh(refreshToken ?? '');
	expect((await google.profile(accessToken)).historyId).toBe('1042');
	await google.createDraft(accessToken, aDraft);
	await google.createDraft(accessToken, {
		...aDraft,
		to: ['Zoë Müller <zoe@bücher.example>', 'bare@harbour.example'],
		cc: ['"Shah, Priya" <p.s@harbour.example>'],
		bcc: ['archive@harbour.example'],
		subject: 'Ihre Bestellung: vier Stühle aus Nussbaum, am 23. November 🪑',
		body: 'Grüße,\r\nund danke.\n.\n',
		inReplyTo: '<their-mail@harbour.example>',
		threadId: '18c0ffee'
	});
	expect(await google.findDrafts(accessToken, aDraft.messageId)).toHaveLength(1);
	expect((await google.spreadsheet(accessToken, aRow.spreadsheetId)).tabs).toHaveLength(1);
	expect(await google.topRows(accessToken, aRow.spreadsheetId, "Bob's /?#% books: 2026")).toHaveLength(1);
	await google.appendRow(accessToken, aRow);
	expect(await google.findMetadata(accessToken, aRow.spreadsheetId, aRow.metadataId)).toBeNull();
	await google.forgetMetadata(accessToken, aRow.spreadsheetId, [aRow.metadataId, 5]);
	await google.revoke(refreshToken ?? '');
	expect(validator.violations).toEqual([]);
	expect(Object.fromEntries(validator.counts)).toEqual({
		'oauth.authorize': 1,
		'oauth.token': 2,
		'oauth.revoke': 1,
		'gmail.users.getProfile': 1,
		'gmail.users.drafts.create': 2,
		'gmail.users.drafts.list': 1,
		'sheets.spreadsheets.get': 1,
		'sheets.spreadsheets.values.get': 1,
		'sheets.spreadsheets.batchUpdate': 2,
		'sheets.spreadsheets.developerMetadata.search': 1
	});
});

const anEvent = {
	id: 'af01',
	title: 'Visit',
	place: '',
	notes: '',
	start: '2026-12-03T10:00:00',
	end: '2026-12-03T11:00:00',
	timeZone: 'Europe/Berlin'
};

test('the scopes that we ask for allow every method that we use', async () => {
	const { google, validator } = await validated();
	await google.profile('t');
	await google.createDraft('t', aDraft);
	await google.findDrafts('t', aDraft.messageId);
	await google.spreadsheet('t', 's');
	await google.topRows('t', 's', 'Tab');
	await google.appendRow('t', aRow);
	await google.findMetadata('t', 's', 1);
	await google.forgetMetadata('t', 's', [1]);
	await google.addEvent('t', anEvent);
	await google.findEvent('t', anEvent.id);
	const methods = Object.assign(
		{},
		...descriptions.map((one) => one.methods)
	) as (typeof descriptions)[0]['methods'];
	expect(validator.counts.size).toBe(9);
	for (const name of validator.counts.keys()) {
		expect(
			methods[name]?.scopes.some((scope) =>
				['gmail.compose', 'spreadsheets', 'calendar.events'].includes(scope)
			),
			name
		).toBe(true);
	}
});

const json = { authorization: 'Bearer ya29.x', 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

function append(change: object): string {
	const request = { sheetId: 0, rows: [], fields: 'userEnteredValue', ...change };
	return JSON.stringify({ requests: [{ appendCells: request }] });
}

function cell(userEnteredValue: object): string {
	return append({ rows: [{ values: [{ userEnteredValue }] }] });
}

function metadata(change: object): string {
	const usual = { metadataKey: 'k', location: { spreadsheet: true }, visibility: 'DOCUMENT' };
	return JSON.stringify({
		requests: [{ createDeveloperMetadata: { developerMetadata: { ...usual, ...change } } }]
	});
}

function forget(dataFilter: object): string {
	return JSON.stringify({ requests: [{ deleteDeveloperMetadata: { dataFilter } }] });
}

function mail(text: string): string {
	return JSON.stringify({ message: { raw: Buffer.from(text).toString('base64url') } });
}

/** A request with one thing wrong and what must be said about it. With a body it is a POST. */
async function expectCaught(
	path: string,
	body: string | null,
	problem: string,
	headers: object
): Promise<void> {
	const { validator } = await validated();
	const request = body === null ? {} : { method: 'POST', body };
	const answer = await fetch(validator.url + path, { ...request, headers: { ...headers } });
	expect(answer.status).toBe(400);
	expect(validator.violations.join('\n')).toContain(problem);
}

const drafts = '/gmail/v1/users/me/drafts';
const sheet = '/v4/spreadsheets/s';

test.each([
	[`${drafts}?access_token=x`, null, 'a secret is in the address'],
	[`${drafts}?detail=full`, null, 'no parameter detail'],
	[`${drafts}?maxResults=ten`, null, 'not integer/uint32'],
	[`${drafts}?q=a&q=b`, null, 'q is there twice'],
	[`${drafts}?alt=xml`, null, 'none of json|media|proto'],
	['/gmail/v1/users/me/messages/send', '{}', 'no method that we may use'],
	[`${drafts}/send`, '{}', 'no method that we may use'],
	[drafts, 'raw', 'not JSON'],
	[drafts, '{"message":{"subject":"x"}}', 'Draft.message.subject: there is no such field'],
	[drafts, '{"message":{"raw":["x"]}}', 'is not string/byte'],
	[drafts, '{"message":{}}', 'not base64url'],
	[drafts, mail('Subject: a\r\nSubject: b\r\n\r\n'), 'two headers subject'],
	[drafts, mail('Subject: a\r\n\r\nx\ny'), 'not CRLF'],
	[drafts, mail('Subject: é\r\n\r\n'), 'not ASCII'],
	[`${sheet}?fields=sheets.properties(sheetId,name)`, null, 'field mask names "name"'],
	[`${sheet}/values/A1?valueRenderOption=RAW`, null, 'none of'],
	[`${sheet}:batchUpdate`, '{"requests":[]}', 'must have a request'],
	[`${sheet}:batchUpdate`, '{"requests":[{"deleteSheet":{},"addSheet":{}}]}', 'exactly one kind'],
	[
		`${sheet}:batchUpdate`,
		'{"requests":[{"appendRow":{}}]}',
		'requests[0].appendRow: there is no such field'
	],
	[`${sheet}:batchUpdate`, append({ fields: undefined }), 'needs fields'],
	[`${sheet}:batchUpdate`, append({ fields: 'userEntered' }), 'field mask names "userEntered"'],
	[`${sheet}:batchUpdate`, append({ sheetId: undefined }), 'needs a sheetId'],
	[`${sheet}:batchUpdate`, append({ sheetId: 'November' }), 'not integer/int32'],
	[`${sheet}:batchUpdate`, cell({ stringValue: 5 }), 'is not string'],
	[`${sheet}:batchUpdate`, cell({ stringValue: '5', numberValue: 5 }), 'two values'],
	[`${sheet}:batchUpdate`, metadata({ metadataId: 2 ** 31 }), 'not integer/int32'],
	[`${sheet}:batchUpdate`, metadata({ metadataId: 0 }), 'must be positive'],
	[`${sheet}:batchUpdate`, metadata({ location: {} }), 'one location'],
	[`${sheet}:batchUpdate`, metadata({ visibility: 'PRIVATE' }), 'none of'],
	[`${sheet}:batchUpdate`, metadata({ visibility: undefined }), 'who sees it'],
	[`${sheet}:batchUpdate`, forget({}), 'exactly one kind'],
	[`${sheet}:batchUpdate`, forget({ a1Range: 'A1' }), 'by its id'],
	[`${sheet}:batchUpdate`, forget({ developerMetadataLookup: { metadataKey: 'af' } }), 'by its id'],
	[`${sheet}:batchUpdate`, forget({ developerMetadataLookup: { metadataId: '5' } }), 'not integer/int32'],
	[
		`${sheet}/developerMetadata:search`,
		'{"dataFilters":[{"a1Range":"A1","gridRange":{}}]}',
		'exactly one kind'
	],
	[`${sheet}/developerMetadata/first`, null, 'not integer/int32']
])('to an API: %s with %s is caught', (path, body, problem) => expectCaught(path, body, problem, json));

test.each([
	['/o/oauth2/v2/auth?response_type=token', null, 'response_type does not look like one'],
	['/o/oauth2/v2/auth?client_id=1', null, 'state is missing'],
	['/o/oauth2/v2/auth?access_typ=offline', null, 'no parameter access_typ'],
	['/token', 'grant_type=password', 'no grant type "password"'],
	['/token', 'grant_type=authorization_code&code=4', 'code_verifier is missing'],
	['/token', 'grant_type=refresh_token&client_secret=a&client_secret=b', 'client_secret is there twice'],
	['/revoke?token=1', '', 'a secret may be in the address'],
	[drafts, null, 'no bearer token'],
	[drafts, '{}', 'content type'],
	['/anything', null, 'nothing is here']
])('as a form: %s with %s is caught', (path, body, problem) => expectCaught(path, body, problem, form));

test('a form that is JSON is caught', () => expectCaught('/token', '{}', 'the body is no form', json));

test('a verifier that fits no question is caught', async () => {
	const { google, validator } = await validated();
	await expect(connect(google, 'w'.repeat(43))).rejects.toMatchObject({ code: 'refused' });
	expect(validator.violations).toEqual([expect.stringContaining('fits no challenge')]);
});

test('in front of a sandbox it passes everything on, and looks at what comes back', async () => {
	const behind = await startGoogleValidator();
	const validator = await startGoogleValidator({ upstream: behind.url });
	onTestFinished(async () => void (await Promise.all([validator.stop(), behind.stop()])));
	const profile = await fetch(`${validator.url}/gmail/v1/users/me/profile`, { headers: json });
	expect(await profile.json()).toMatchObject({ historyId: '1042' });
	expect([validator.violations, validator.answerViolations]).toEqual([[], []]);
	await fetch(`${validator.url}/gmail/v1/users/me/drafts/r-1`, { headers: json });
	expect(validator.violations).toEqual([]);
	expect(validator.answerViolations).toEqual([
		expect.stringContaining('the error of status 404 has not the shape')
	]);
	expect((await fetch(`${validator.url}/mail`)).status).toBe(400);
	expect(validator.violations).toEqual([]);
	await behind.stop();
	await expect(fetch(`${validator.url}/gmail/v1/users/me/profile`, { headers: json })).rejects.toThrow();
});
