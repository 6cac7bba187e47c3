import type { ServerResponse } from 'node:http';
import { baseOf, decoded, json, text, type Asked } from '../kit/http.ts';
import { bearerOf, liveGrant } from './oauth/token-info.ts';
import { play, refuse, type Handled } from '../kit/play.ts';
import type { Grant, State, Store } from './state.ts';
import {
	ApiError,
	errorAnswer,
	errorsOf,
	invalid,
	missingScope,
	rateLimited,
	unauthenticated
} from './errors.ts';
import { parseFields, pick } from './fields.ts';
import { calendarOperations } from './calendar.ts';
import { gmailOperations } from './gmail.ts';
import type { Call, Operation } from './operation.ts';
import { sheetsOperations } from './sheets.ts';

const operations = [...gmailOperations, ...sheetsOperations, ...calendarOperations];

export function isApiPath(path: string): boolean {
	return /^(\/upload)?\/gmail\/v1\/|^\/v4\/spreadsheets|^\/calendar\/v3\//.test(path);
}

function grantOf(state: State, asked: Asked): Grant {
	const grant = liveGrant(state, bearerOf(asked) || (asked.url.searchParams.get('access_token') ?? ''));
	if (!grant) throw unauthenticated();
	return grant;
}

function checkScope({ service, rpc, scopes }: Operation, grant: Grant): void {
	if (!scopes.some((scope) => grant.scopes.includes(scope))) throw missingScope(service, rpc, scopes);
}

function checkQuota({ state, requests }: Store, { service }: Operation, email: string): void {
	const allowed = state.switches.requestsPerMinute[email];
	if (allowed === undefined) return;
	const minuteAgo = new Date(Date.now() - 60_000).toISOString();
	const recent = requests.filter(
		(request) => request.email === email && request.at > minuteAgo && request.outcome !== 429
	);
	const [oldest] = recent;
	if (recent.length < allowed) return;
	const free = oldest ? Date.parse(oldest.at) + 60_000 - Date.now() : 60_000;
	throw rateLimited(service, Math.max(1, Math.ceil(free / 1_000)));
}

function bodyOf({ method, body }: Asked): unknown {
	if (method === 'GET') return null;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		throw invalid('Invalid JSON payload received. Unexpected token.');
	}
}

function callOf(store: Store, timeScale: number, asked: Asked, operation: Operation): Call {
	const { state } = store;
	const grant = grantOf(state, asked);
	checkScope(operation, grant);
	checkQuota(store, operation, grant.email);
	const account = state.accounts.find(({ email }) => email === grant.email);
	if (!account) throw unauthenticated();
	const [, ...params] = operation.path.exec(asked.url.pathname) ?? [];
	return {
		state,
		grant,
		account,
		params: params.map((part = '') => decoded(part)),
		query: asked.url.searchParams,
		body: bodyOf(asked),
		base: baseOf(asked),
		timeScale
	};
}

async function understand(call: Call, { id, service, prepare }: Operation): Promise<Handled> {
	const work = await prepare(call);
	const fields = call.query.get('fields');
	const mask = fields ? parseFields(fields) : null;
	return {
		operation: id,
		errors: errorsOf(service),
		email: call.account.email,
		body: call.body,
		texts: work.texts,
		apply: () => json(200, pick(work.apply(), mask))
	};
}

/** Gmail, Sheets and Calendar, in the words of their published descriptions. */
export async function serveApi(
	store: Store,
	timeScale: number,
	asked: Asked,
	response: ServerResponse
): Promise<void> {
	const { pathname } = asked.url;
	const operation = operations.find(({ method, path }) => method === asked.method && path.test(pathname));
	if (!operation) {
		const answer = text(404, `The requested URL ${pathname} was not found on this server.`);
		return refuse(store, asked, { operation: 'unknown', email: null, answer }, response);
	}
	let email: string | null = null;
	try {
		const call = callOf(store, timeScale, asked, operation);
		email = call.account.email;
		await play(store, timeScale, asked, await understand(call, operation), response);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const answer = errorAnswer(operation.service, error);
		refuse(store, asked, { operation: operation.id, email, answer }, response);
	}
}
