import type { Asked } from './google-validator-api.ts';

export type Answer = { status: number; headers?: Record<string, string>; body?: unknown };

function ok(body: unknown): Answer {
	return { status: 200, body };
}

function part(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function idToken({ url, body }: Asked): string {
	const aud = new URLSearchParams(body).get('client_id');
	const iat = Math.floor(Date.now() / 1_000);
	const who = { sub: '1029384756', email: 'dana@harbour.example', email_verified: true };
	const claims = { iss: url.origin, aud, azp: aud, iat, exp: iat + 3_600, ...who };
	return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part({})}`;
}

function grant(asked: Asked): Answer {
	const isNew = new URLSearchParams(asked.body).get('grant_type') === 'authorization_code';
	const scope =
		'openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/gmail.compose https://www.googleapis.com/auth/spreadsheets';
	return ok({
		access_token: 'ya29.validator',
		expires_in: 3_599,
		scope,
		token_type: 'Bearer',
		id_token: idToken(asked),
		...(isNew ? { refresh_token: '1//validator' } : {})
	});
}

function consent({ url }: Asked): Answer {
	const location = new URL(url.searchParams.get('redirect_uri') ?? '');
	location.searchParams.set('state', url.searchParams.get('state') ?? '');
	location.searchParams.set('code', '4/validator');
	return { status: 302, headers: { location: location.href } };
}

const draft = { id: 'r-1', message: { id: '18c0ffee', threadId: '18c0ffee' } };

/** What Google might say, by method: enough for a client to go on. */
export const answers: Record<string, (asked: Asked) => Answer> = {
	'oauth.authorize': consent,
	'oauth.token': grant,
	'oauth.revoke': () => ok({}),
	'gmail.users.getProfile': () =>
		ok({ emailAddress: 'dana@harbour.example', messagesTotal: 3, threadsTotal: 2, historyId: '1042' }),
	'gmail.users.drafts.create': () => ok({ ...draft, message: { ...draft.message, labelIds: ['DRAFT'] } }),
	'gmail.users.drafts.list': () => ok({ drafts: [draft], resultSizeEstimate: 1 }),
	'sheets.spreadsheets.get': ({ url }) =>
		ok({
			spreadsheetId: url.pathname.split('/').at(-1),
			spreadsheetUrl: `${url.origin}/spreadsheets/d/${url.pathname.split('/').at(-1)}/edit`,
			properties: { title: 'Books' },
			sheets: [{ properties: { sheetId: 0, title: 'November', sheetType: 'GRID' } }]
		}),
	'sheets.spreadsheets.values.get': () =>
		ok({ range: 'November!A1:Z1', majorDimension: 'ROWS', values: [['Date', 'Amount', 'Note']] }),
	'sheets.spreadsheets.batchUpdate': ({ url }) =>
		ok({ spreadsheetId: url.pathname.split('/').at(-1)?.replace(/:.*/, ''), replies: [{}, {}] }),
	'sheets.spreadsheets.developerMetadata.search': () => ok({}),
	'calendar.events.insert': () =>
		ok({ id: 'af01', status: 'confirmed', htmlLink: 'https://calendar.example/e' }),
	'calendar.events.get': () => ok({ id: 'af01', status: 'confirmed', htmlLink: 'https://calendar.example/e' })
};
