import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { failedBy } from '#server/errors.ts';
import type { Google } from '#server/ports/google.ts';
import type { VendorError } from '#server/errors.ts';
import { connectionFailure } from './google-failure.ts';
import { aDraft, aRow, canaries, googleAt, sendJson } from '../../../../../tests/peers/google-peer.ts';
import type { Behaviour } from '../../../../../tests/peers/google-peer.ts';

const { accessToken } = canaries;
const limits = { timeoutMs: 1_500, maxAnswerBytes: 20_000 };

const reads: Record<string, (google: Google) => Promise<unknown>> = {
	profile: (google) => google.profile(accessToken),
	findDrafts: (google) => google.findDrafts(accessToken, aDraft.messageId),
	spreadsheet: (google) => google.spreadsheet(accessToken, 'sheet-1'),
	topRows: (google) => google.topRows(accessToken, 'sheet-1', 'Tab'),
	findMetadata: (google) => google.findMetadata(accessToken, 'sheet-1', 5),
	refresh: (google) => google.refresh(canaries.refreshToken),
	exchangeCode: (google) =>
		google.exchangeCode({
			code: canaries.code,
			codeVerifier: canaries.codeVerifier,
			redirectUri: 'http://localhost:3000/api/oauth/google/callback'
		})
};
const writes: Record<string, (google: Google) => Promise<unknown>> = {
	createDraft: (google) => google.createDraft(accessToken, aDraft),
	appendRow: (google) => google.appendRow(accessToken, aRow),
	forgetMetadata: (google) => google.forgetMetadata(accessToken, 'sheet-1', [5, 6]),
	revoke: (google) => google.revoke(canaries.refreshToken)
};

/** A peer that repeats whatever it was told: nothing of it may come back out of us. */
function apiError(
	status: number,
	reason: string,
	more: { code?: string; message?: string; headers?: Record<string, string>; details?: object[] } = {}
): Behaviour {
	return (response, request) => {
		const message = more.message ?? `You said ${request.headers.authorization} ${request.body}`;
		const error = {
			code: status,
			message,
			status: more.code ?? '',
			errors: [{ message, domain: 'global', reason }],
			...(more.details ? { details: more.details } : {})
		};
		sendJson(status, { error }, more.headers)(response, request);
	};
}

async function failureOf(call: Promise<unknown>): Promise<VendorError<'google'>> {
	const error = await call.then(
		() => new Error('Nothing failed.'),
		(thrown: unknown) => thrown
	);
	if (!failedBy('google', error)) throw error;
	const everything = `${inspect(error, { depth: 20, showHidden: true })} ${error.stack} ${JSON.stringify(error)}`;
	for (const canary of Object.values(canaries)) expect(everything).not.toContain(canary);
	expect(error.message).toMatch(/^\p{Lu}.*\.$/u);
	return error;
}

const withoutAnswer: [string, Behaviour][] = [
	['a reset', (response) => response.socket?.resetAndDestroy()],
	['silence', () => undefined],
	[
		'an answer that stops in the middle',
		(response) => {
			response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
			response.write('{"id":', () => response.destroy());
		}
	],
	['an answer that stays open', (response) => response.writeHead(200).write('{"id":')],
	['an endless answer', (response) => response.end(`{"id":"${'x'.repeat(30_000)}"}`)],
	[
		'an answer that unpacks to too much',
		(response) =>
			response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(`{"id":"${'x'.repeat(300_000)}"}`))
	],
	[
		'a page',
		(response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in to the café</h1>')
	],
	['nothing', (response) => response.writeHead(200).end()]
];

test.each(withoutAnswer)('%s: a read is only unavailable, a write may have been done', async (_, behave) => {
	const checks = Object.entries({ ...reads, ...writes }).map(async ([name, call]) => {
		const { google, requests } = await googleAt(behave, limits);
		const expected =
			name in writes ? { code: 'lost', effect: 'unknown' } : { code: 'unavailable', effect: 'none' };
		expect(await failureOf(call(google)), name).toMatchObject(expected);
		expect(requests, name).toHaveLength(1);
	});
	await Promise.all(checks);
});

test.each([
	['500', apiError(500, 'backendError')],
	['502 with a page', (response) => response.writeHead(502).end('<h1>Bad gateway</h1>')],
	['503 with a wait', apiError(503, 'backendError', { headers: { 'retry-after': '1' } })],
	['504', apiError(504, '')],
	['408', apiError(408, '')],
	['a redirect', (response) => response.writeHead(307, { location: '/elsewhere' }).end()]
] satisfies [string, Behaviour][])(
	'%s says nothing about what was done, and is not tried again',
	async (_, behave) => {
		for (const [name, call] of Object.entries({ ...reads, ...writes })) {
			const { google, requests } = await googleAt(behave);
			const effect = name in writes ? 'unknown' : 'none';
			expect(await failureOf(call(google)), name).toMatchObject({ code: 'unavailable', effect });
			expect(requests, name).toHaveLength(1);
		}
	}
);

test('where nobody listens, nothing was done', async () => {
	for (const call of Object.values({ ...reads, ...writes })) {
		const { google, stop } = await googleAt(() => undefined);
		await stop();
		expect(await failureOf(call(google))).toMatchObject({
			code: 'unavailable',
			effect: 'none',
			status: null
		});
	}
});

test.each([
	[401, 'authError', {}, 'needs_reauth'],
	[403, 'insufficientPermissions', { code: 'PERMISSION_DENIED' }, 'missing_scope'],
	[403, '', { details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] }, 'missing_scope'],
	[403, '', { headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' } }, 'missing_scope'],
	[403, 'forbidden', { code: 'PERMISSION_DENIED' }, 'refused'],
	[403, 'rateLimitExceeded', {}, 'rate_limited'],
	[403, 'userRateLimitExceeded', {}, 'rate_limited'],
	[403, 'quotaExceeded', {}, 'rate_limited'],
	[429, '', { code: 'RESOURCE_EXHAUSTED' }, 'rate_limited'],
	[404, 'notFound', {}, 'not_found'],
	[400, 'badRequest', {}, 'refused'],
	[400, '', { message: 'Invalid requests[1].appendCells: No grid with id: 7' }, 'not_found'],
	[400, '', { message: "Unable to parse range: 'Gone'!1:1" }, 'not_found'],
	[409, 'aborted', {}, 'unavailable'],
	[413, '', {}, 'refused']
] as const)('%i %s %o is %4$s, and certainly not done', async (status, reason, more, code) => {
	for (const call of Object.values({ ...reads, ...writes }).filter((one) => one !== writes.revoke)) {
		const { google, requests } = await googleAt(apiError(status, reason, { ...more } as object));
		expect(await failureOf(call(google))).toMatchObject({ code, effect: 'none', status });
		expect(requests).toHaveLength(1);
	}
});

test('a metadata id that is there already is a duplicate', async () => {
	const words = [
		'Invalid requests[0].createDeveloperMetadata: Developer metadata with ID 1234567 already exists.',
		'Invalid requests[0].createDeveloperMetadata: The metadata id 1234567 is already in use'
	];
	for (const message of words) {
		const { google } = await googleAt(apiError(400, '', { code: 'INVALID_ARGUMENT', message }));
		expect(await failureOf(google.appendRow(accessToken, aRow))).toMatchObject({
			code: 'duplicate',
			effect: 'done'
		});
	}
	const { google } = await googleAt(apiError(409, '', { code: 'ALREADY_EXISTS' }));
	expect(await failureOf(google.appendRow(accessToken, aRow))).toMatchObject({ code: 'duplicate' });
});

test.each([
	'Invalid requests[0].createDeveloperMetadata: This action would exceed the limit of 30000 characters.',
	'Developer metadata is above its quota: 30000 characters are already in use.',
	'Invalid requests[0].createDeveloperMetadata: There is no room.'
])('a spreadsheet that keeps no more metadata is full, in whatever words: %s', async (message) => {
	const { google } = await googleAt(apiError(400, '', { code: 'INVALID_ARGUMENT', message }));
	expect(await failureOf(google.appendRow(accessToken, aRow))).toMatchObject({
		code: 'metadata_full',
		effect: 'none'
	});
});

test.each<
	[string, () => { headers?: Record<string, string>; details?: object[]; message?: string }, number | null]
>([
	['seconds', () => ({ headers: { 'retry-after': '17' } }), 17],
	['a date', () => ({ headers: { 'retry-after': new Date(Date.now() + 30_000).toUTCString() } }), 30],
	[
		'RetryInfo',
		() => ({ details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '6.2s' }] }),
		7
	],
	[
		'a sentence',
		() => ({ message: `Rate exceeded.  Retry after ${new Date(Date.now() + 40_000).toISOString()}` }),
		40
	],
	['too much', () => ({ headers: { 'retry-after': '99999999' } }), 86_400],
	['nothing', () => ({}), null],
	['nonsense', () => ({ headers: { 'retry-after': 'soon' } }), null]
])('how long to wait: %s', async (_, more, seconds) => {
	const { google } = await googleAt(apiError(429, 'rateLimitExceeded', more()));
	const { retryAfterSeconds } = await failureOf(google.createDraft(accessToken, aDraft));
	if (seconds === null) expect(retryAfterSeconds).toBeNull();
	else expect(Math.abs((retryAfterSeconds ?? -100) - seconds)).toBeLessThanOrEqual(2);
});

test('an answer without an end is cut off long before the time-out', async () => {
	const closed = Promise.withResolvers<void>();
	const { google } = await googleAt(
		(response) => {
			response.writeHead(200, { 'content-type': 'application/json' }).on('close', closed.resolve);
			Readable.from(endless()).pipe(response);
		},
		{ timeoutMs: 60_000 }
	);
	expect(await failureOf(google.profile(accessToken))).toMatchObject({ code: 'unavailable' });
	await closed.promise;
});

function* endless(): Generator<string> {
	for (;;) yield 'never ending '.repeat(1_000);
}

test.each([
	[{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'none'],
	[{ code: 'EAI_AGAIN' }, 'none'],
	[{ code: 'ECONNREFUSED', syscall: 'connect' }, 'none'],
	[{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'none'],
	[{ code: 'EHOSTUNREACH', syscall: 'connect' }, 'none'],
	[{ code: 'EHOSTUNREACH', syscall: 'write' }, 'unknown'],
	[{ code: 'ETIMEDOUT', syscall: 'connect' }, 'none'],
	[{ code: 'ETIMEDOUT', syscall: 'read' }, 'unknown'],
	[{ code: 'CERT_HAS_EXPIRED' }, 'none'],
	[{ code: 'ECONNRESET' }, 'unknown'],
	[{ code: 'EPIPE' }, 'unknown'],
	[{ code: 'UND_ERR_SOCKET' }, 'unknown'],
	[{}, 'unknown']
])('%o ends a write with the effect %s', (fields, effect) => {
	const error = new TypeError('fetch failed', { cause: Object.assign(new Error('inside'), fields) });
	expect(connectionFailure(error, 'write').effect).toBe(effect);
	expect(connectionFailure(error, 'read')).toMatchObject({ code: 'unavailable', effect: 'none' });
});

test('a token that no header can carry never leaves', async () => {
	const { google, requests } = await googleAt(() => undefined);
	await expect(google.profile('two\r\nlines')).rejects.toMatchObject({ code: 'refused', effect: 'none' });
	expect(requests).toEqual([]);
});

test.each([
	[
		'reads',
		400,
		'This operation is not supported for this document',
		{},
		/no Google Sheet.*Save as Google Sheets/
	],
	['writes', 400, 'You are trying to edit a protected cell or object.', {}, /protected.*owner/],
	['reads', 403, 'The caller does not have permission', {}, /may not open.*Share it/],
	['writes', 403, 'The caller does not have permission', {}, /may only view.*editor/],
	[
		'reads',
		403,
		'Google Sheets API has not been used in project 1 before or it is disabled.',
		{ details: [{ reason: 'SERVICE_DISABLED' }] },
		/switched off.*enable its API/
	],
	[
		'writes',
		400,
		'This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
		{},
		/full.*10 million/
	],
	['writes', 400, 'Something else.', {}, /^Google refused the request\.$/]
] as const)('%s, %i “%s” says what to do', async (what, status, message, more, sentence) => {
	const { google } = await googleAt(apiError(status, '', { message, ...more } as object));
	const call = what === 'reads' ? google.spreadsheet(accessToken, 's') : google.appendRow(accessToken, aRow);
	const error = await failureOf(call);
	expect(error).toMatchObject({ code: 'refused', effect: 'none' });
	expect(error.message).toMatch(sentence);
});
