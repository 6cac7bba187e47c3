import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fontAnswer } from '../kit/font.ts';
import {
	BadRequest,
	baseOf,
	isForeignOrigin,
	isOwnHost,
	json,
	readRequest,
	sendAnswer,
	text,
	type Answer,
	type Asked
} from '../kit/http.ts';
import { notFoundPage } from '../kit/layout.ts';
import { openStore } from '../kit/store.ts';
import { serveApi } from './api.ts';
import { checkoutPage } from './pages/checkout.ts';
import { advance, billPage, overviewPage } from './pages/overview.ts';
import { portalPage } from './pages/portal.ts';
import { newState } from './seed.ts';
import type { State, Store } from './state.ts';
import { applySwitches, serveSwitches, type SwitchInput } from './switches.ts';
import { startDeliveries } from './webhooks.ts';

export type StripeSandbox = {
	/** Such as `http://127.0.0.1:4602`: what STRIPE_API_URL is set to. */
	url: string;
	/** What there is now. */
	state(): State;
	/** What it was asked, by operation. */
	requests(operation: string): number;
	/** The same as `POST /sandbox/faults`. */
	set(input: SwitchInput): void;
	close(): Promise<void>;
};

function pageFor(store: Store, asked: Asked): Answer | null {
	const { pathname } = asked.url;
	const [, page = '', id = ''] = /^\/(pay|portal|invoice)\/(\w+)$/.exec(pathname) ?? [];
	if (page === 'pay') return checkoutPage(store, asked, id);
	if (page === 'portal') return portalPage(store, asked, id);
	if (page === 'invoice') return billPage(store, id);
	const routes: Record<string, () => Answer> = {
		'GET /': () => overviewPage(store),
		'POST /advance': () => advance(store, asked),
		'GET /sandbox/state': () => json(200, { ...store.state.rows, deliveries: store.state.deliveries.length }),
		'POST /sandbox/faults': () => serveSwitches(store, asked, baseOf(asked)),
		'GET /sandbox/inter.woff2': fontAnswer
	};
	return routes[`${asked.method} ${pathname}`]?.() ?? null;
}

async function answer(
	store: Store,
	timeScale: number,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	if (!isOwnHost(request.headers.host))
		return sendAnswer(response, text(421, 'The sandbox answers to localhost only.'));
	const asked = await readRequest(request);
	if (asked.url.pathname.startsWith('/v1/')) return serveApi(store, timeScale, asked, response);
	if (asked.method !== 'GET' && isForeignOrigin(asked))
		return sendAnswer(response, text(403, 'This button belongs to another site.'));
	sendAnswer(response, pageFor(store, asked) ?? notFoundPage());
}

/** Stripe on loopback, at the root of a port of its own: its package asks for `/v1/…` and nothing else. */
export async function startStripe({
	port,
	dir,
	timeScale = 1
}: {
	port: number;
	dir: string;
	timeScale?: number;
}): Promise<StripeSandbox> {
	const store = openStore(dir, 'stripe', newState);
	// What an older version kept has no table for what is new.
	store.state.rows = { ...newState().rows, ...store.state.rows };
	const server = createServer((request, response) => {
		answer(store, timeScale, request, response).catch((error: unknown) => {
			if (response.headersSent || response.destroyed) return response.destroy();
			if (error instanceof BadRequest) return sendAnswer(response, text(400, error.message));
			console.error(error);
			sendAnswer(response, text(500, 'The sandbox itself has failed.'));
		});
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const deliveries = startDeliveries(store, timeScale);
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		state: () => store.state,
		requests: (operation) => store.requests.filter((request) => request.operation === operation).length,
		set: (input) => applySwitches(store, input, url),
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await Promise.all([closed, deliveries.stop()]);
		}
	};
}
