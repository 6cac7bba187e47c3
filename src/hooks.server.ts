import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import { createApp, type App } from '#server/app.ts';
import { loadConfig } from '#server/config.ts';
import { clientAddressOf } from '#server/client-address.ts';
import {
	readDeviceCookie,
	readSessionCookie,
	writeDeviceCookie,
	writeSessionCookie
} from '#server/cookies.ts';
import { isCrossSiteWrite } from '#server/cross-site.ts';
import { isDirect } from '#server/db/pooler.ts';
import { newId } from '#server/ids.ts';
import { createLog } from '#server/log.ts';
import { createCaller } from '#server/trpc/router.ts';
import { harden, isOwn } from '#server/response-headers.ts';
import { resolveSession } from '#server/resolve-session.ts';

const rejoinMillis = 2_000;
/** So long does a start wait for Stripe. */
const stripePatienceMillis = 5_000;
const version = '0.1.0';

let app: App;
let presence: { leave(): Promise<void> } | null = null;

export const init: ServerInit = async () => {
	if (building) return;
	const config = loadConfig();
	const direct = await isDirect(config.databaseUrl);
	app = createApp({ config, log: createLog(config), direct });
	await demandPrices();
	await join();
	process.on('sveltekit:shutdown', () => void shutDown());
};

/**
 * Wrong keys or prices end the start: nobody is to find that out while paying. A Stripe that is away, or slow to
 * answer, does not; what it says later is in the log.
 */
async function demandPrices(): Promise<void> {
	const asked = (app.stripe?.problem() ?? Promise.resolve(null)).catch((err: unknown) => {
		app.log.error({ err }, 'The prices could not be looked at');
		return null;
	});
	const problem = await Promise.race([asked, sleep(stripePatienceMillis, 'late' as const)]);
	if (problem === 'late')
		void asked.then(
			(late) => late !== null && app.log.error({ problem: late }, 'Stripe cannot be sold through')
		);
	else if (problem !== null) throw new Error(problem);
}

/** Owners see every process that is there. When it was taken for dead, it joins anew. */
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
	const requestId = newId();
	event.locals.requestId = requestId;
	const https = app.config.origin.startsWith('https:');
	const { pathname } = event.url;
	if (isCrossSiteWrite(event.request, app.config.origin)) {
		return harden(crossSite(pathname), { requestId, https, own: true });
	}
	const token = readSessionCookie(event.cookies);
	const { session, renewed, problem } = await resolveSession(app, token);
	if (renewed) writeSessionCookie(event.cookies, renewed, https);
	event.locals.session = session;
	event.locals.context = {
		app,
		session,
		sessionProblem: problem,
		sessionToken: token,
		setSession: (next) => writeSessionCookie(event.cookies, next, https),
		device: {
			token: readDeviceCookie(event.cookies),
			remember: (next) => writeDeviceCookie(event.cookies, next, https)
		},
		requestId,
		clientAddress: clientAddressOf(event),
		userAgent: event.request.headers.get('user-agent') ?? '',
		idempotencyKey: event.request.headers.get('idempotency-key'),
		answer: { headers: new Headers() }
	};
	event.locals.api = createCaller(event.locals.context);
	const theme = event.cookies.get('theme');
	const known = theme === 'light' || theme === 'dark' ? theme : '';
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%agentforce.theme%', known)
	});
	return harden(response, { requestId, https, own: isOwn(pathname, session !== null) });
};

/** A code for programs and a sentence for people, before anything is read or written. */
function crossSite(pathname: string): Response {
	const message = 'This request came from another site, so it was refused.';
	if (!pathname.startsWith('/api/')) return new Response(message, { status: 403 });
	return Response.json({ error: { code: 'cross_site', message } }, { status: 403 });
}

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message: 'There is nothing at this address.' };
	// The route and not the address: some addresses hold a secret.
	app.log.error({ err: error, requestId: event.locals.requestId, path: event.route.id }, 'A page failed');
	return { message: status >= 500 ? 'Something went wrong on our side.' : message };
};
