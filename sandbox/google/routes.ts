import type { ServerResponse } from 'node:http';
import { isApiPath, serveApi } from './api.ts';
import { fontAnswer } from '../kit/font.ts';
import { isForeignOrigin, json, sendAnswer, text, type Answer, type Asked, decoded } from '../kit/http.ts';
import { decideConsent, showConsent } from './oauth/authorize.ts';
import { consentPath } from './oauth/consent-page.ts';
import type { Issuer } from './oauth/issuer.ts';
import { prepareRevoke, tokenInfo, userInfo } from './oauth/token-info.ts';
import { prepareToken } from './oauth/token.ts';
import { notFoundPage } from '../kit/layout.ts';
import { play } from '../kit/play.ts';
import { serveSwitches } from './switches.ts';
import { viewOf } from './view.ts';
import type { Store } from './state.ts';
import { calendarPage } from './pages/calendar.ts';
import { mailPage, mailAction } from './pages/mail.ts';
import { overviewPage } from './pages/overview.ts';
import { sheetAction, sheetPage } from './pages/sheet.ts';

export type Serving = { store: Store; issuer: Issuer; timeScale: number };

type Route = (serving: Serving, asked: Asked) => Answer;

const routes: Record<string, Route> = {
	'GET /o/oauth2/v2/auth': ({ store }, asked) => showConsent(store, asked),
	[`POST ${consentPath}`]: ({ store }, asked) => decideConsent(store, asked),
	'GET /v1/userinfo': ({ store }, asked) => userInfo(store.state, asked),
	'GET /oauth2/v3/userinfo': ({ store }, asked) => userInfo(store.state, asked),
	'GET /tokeninfo': ({ store }, asked) => tokenInfo(store.state, asked),
	'POST /tokeninfo': ({ store }, asked) => tokenInfo(store.state, asked),
	'GET /sandbox/state': ({ store }) => json(200, viewOf(store)),
	'POST /sandbox/faults': ({ store }, asked) => serveSwitches(store, asked),
	'GET /sandbox/inter.woff2': fontAnswer
};

function refusesWrite(asked: Asked): boolean {
	return asked.method !== 'GET' && asked.method !== 'HEAD' && isForeignOrigin(asked);
}

/** Everything but discovery and the mailbox. */
export async function serve(serving: Serving, asked: Asked, response: ServerResponse): Promise<void> {
	const { store, issuer, timeScale } = serving;
	const { pathname } = asked.url;
	const name = `${asked.method} ${pathname}`;
	if (isApiPath(pathname)) return serveApi(store, timeScale, asked, response);
	if (name === 'POST /token') {
		return play(store, timeScale, asked, prepareToken(store.state, issuer, asked), response);
	}
	if (name === 'POST /revoke')
		return play(store, timeScale, asked, prepareRevoke(store.state, asked), response);
	if (refusesWrite(asked)) return sendAnswer(response, text(403, 'This button belongs to another site.'));
	const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
	const answer = route ? route(serving, asked) : await pageFor(store, asked);
	sendAnswer(response, answer ?? notFoundPage());
}

/** The pages for people, and what their buttons do; null when there is nothing at this address. */
async function pageFor(store: Store, asked: Asked): Promise<Answer | null> {
	const [area, ...parts] = asked.url.pathname.slice(1).split('/').map(decoded);
	const writes = asked.method === 'POST';
	if (area === '') return writes ? null : overviewPage(store);
	if (area === 'mail') return writes ? mailAction(store, asked, parts) : mailPage(store, asked, parts);
	if (area === 'spreadsheets' && parts[0] === 'd') {
		return writes ? sheetAction(store, asked, parts.slice(1)) : sheetPage(store, parts.slice(1));
	}
	if (area === 'calendar') return writes ? null : calendarPage(store, parts);
	return null;
}
