import { hostname } from 'node:os';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import { createApp, type App } from '#server/app.ts';
import { loadConfig } from '#server/config.ts';
import { readSessionCookie, writeSessionCookie } from '#server/cookies.ts';
import { isCrossSiteWrite } from '#server/cross-site.ts';
import { isDirect } from '#server/db/pooler.ts';
import { newId } from '#server/ids.ts';
import { createLog } from '#server/log.ts';
import { createCaller } from '#server/trpc/router.ts';
import { whoAsks } from '#server/who-asks.ts';

const rejoinMillis = 2_000;
const version = '0.1.0';

let app: App;
let presence: { leave(): Promise<void> } | null = null;

export const init: ServerInit = async () => {
	if (building) return;
	const config = loadConfig();
	const direct = await isDirect(config.databaseUrl);
	app = createApp({ config, log: createLog(config), direct });
	await join();
	process.on('sveltekit:shutdown', () => void shutDown());
};

/** The web holds the leases of the demos that its requests are doing. When it was taken for dead, those are lost and it joins anew. */
async function join(): Promise<void> {
	const self = {
		id: app.processId,
		kind: 'web',
		host: hostname(),
		pid: process.pid,
		poolId: null,
		version
	} as const;
	try {
		presence = await app.presence.join(self, (reason) => {
			app.log.warn({ reason }, 'This process has to join again');
			rejoin();
		});
	} catch (err) {
		app.log.warn({ err }, 'This process could not join');
		rejoin();
	}
}

function rejoin(): void {
	presence = null;
	app.processId = newId();
	setTimeout(() => void join(), rejoinMillis).unref();
}

async function shutDown(): Promise<void> {
	await presence?.leave().catch(() => undefined);
	await app.close();
}

export const handle: Handle = async ({ event, resolve }) => {
	if (building) return resolve(event);
	event.locals.requestId = newId();
	if (isCrossSiteWrite(event.request, app.config.origin)) {
		return hardened(crossSite(event.url.pathname), event.locals.requestId);
	}
	const secure = app.config.origin.startsWith('https:');
	const token = readSessionCookie(event.cookies);
	const { session, renewed, problem } = await whoAsks(app, token);
	if (renewed) writeSessionCookie(event.cookies, renewed, secure);
	event.locals.session = session;
	event.locals.context = {
		app,
		session,
		sessionProblem: problem,
		sessionToken: token,
		setSession: (next) => writeSessionCookie(event.cookies, next, secure),
		requestId: event.locals.requestId,
		clientAddress: event.getClientAddress(),
		idempotencyKey: event.request.headers.get('idempotency-key')
	};
	event.locals.api = createCaller(event.locals.context);
	const theme = event.cookies.get('theme');
	const known = theme === 'light' || theme === 'dark' ? theme : '';
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%agentforce.theme%', known)
	});
	return hardened(response, event.locals.requestId);
};

/** A code for programs and a sentence for people, before anything is read or written. */
function crossSite(pathname: string): Response {
	const message = 'This request came from another site, so it was refused.';
	if (!pathname.startsWith('/api/')) return new Response(message, { status: 403 });
	return Response.json({ error: { code: 'cross_site', message } }, { status: 403 });
}

function hardened(response: Response, requestId: string): Response {
	const headers = {
		'x-request-id': requestId,
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'referrer-policy': 'strict-origin-when-cross-origin',
		'permissions-policy': 'camera=(), microphone=(), geolocation=()'
	};
	for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
	return response;
}

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message: 'There is nothing at this address.' };
	app.log.error({ err: error, requestId: event.locals.requestId, path: event.url.pathname }, 'A page failed');
	return { message: status >= 500 ? 'Something went wrong on our side.' : message };
};
