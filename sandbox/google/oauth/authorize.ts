import { formOf, redirect, type Answer, type Asked } from '../../kit/http.ts';
import { ensureAccount } from '../seed.ts';
import { consentPage, errorPage } from './consent-page.ts';
import { consentKey, issueCode } from './grants.ts';
import { readAuthorization, type AuthorizationRequest } from './request.ts';
import { isSignIn } from './scopes.ts';
import type { Store } from '../state.ts';

function back({ redirectUri, state }: AuthorizationRequest, answer: Record<string, string>): Answer {
	const url = new URL(redirectUri);
	for (const [name, value] of Object.entries({ ...(state === null ? {} : { state }), ...answer })) {
		url.searchParams.set(name, value);
	}
	return redirect(url.href);
}

export function showConsent(store: Store, { url }: Asked): Answer {
	const request = readAuthorization(url.searchParams);
	if ('error' in request) return errorPage(request);
	if (url.searchParams.get('prompt') === 'none') return back(request, { error: 'interaction_required' });
	return consentPage(store.state, request, url.search.slice(1));
}

/** A refresh token comes with offline access, and only when the person was really asked for something. */
function allow(store: Store, request: AuthorizationRequest, email: string, ticked: string[]): Answer {
	const { state } = store;
	const account = ensureAccount(state, email);
	const key = consentKey({ email: account.email, clientId: request.clientId });
	const before = state.consents[key] ?? [];
	const given = request.scopes.filter(
		(scope) => isSignIn(scope) || ticked.includes(scope) || before.includes(scope)
	);
	const isNew = given.some((scope) => !before.includes(scope));
	const all = [...new Set([...before, ...given])];
	const scopes = request.includeGranted ? all : given;
	state.consents[key] = all;
	const code = issueCode(state, {
		email: account.email,
		clientId: request.clientId,
		scopes,
		redirectUri: request.redirectUri,
		codeChallenge: request.codeChallenge,
		nonce: request.nonce,
		withRefreshToken: request.offline && (isNew || request.askAgain)
	});
	store.save();
	return back(request, {
		code,
		scope: scopes.join(' '),
		authuser: '0',
		prompt: isNew || request.askAgain ? 'consent' : 'none'
	});
}

/** The person has pressed a button of the consent page. */
export function decideConsent(store: Store, asked: Asked): Answer {
	const form = formOf(asked);
	const query = form.get('request') ?? '';
	const request = readAuthorization(new URLSearchParams(query));
	if ('error' in request) return errorPage(request);
	if (form.get('decision') !== 'allow') return back(request, { error: 'access_denied' });
	// What somebody has typed is what they mean, whichever account was marked before.
	const email = form.get('email')?.trim() || (form.get('account') ?? '');
	if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
		return consentPage(store.state, request, query, 'That is no e-mail address.');
	}
	return allow(store, request, email, form.getAll('scope'));
}
