import { readScopes, unknownScopes } from './scopes.ts';

export type AuthorizationRequest = {
	clientId: string;
	redirectUri: string;
	state: string | null;
	scopes: string[];
	codeChallenge: string;
	nonce: string | null;
	loginHint: string | null;
	offline: boolean;
	askAgain: boolean;
	includeGranted: boolean;
};

/** Why a request is turned away on Google’s own page, never by a redirect: whoever asks cannot be trusted yet. */
export type Refusal = { error: string; why: string };

function isLoopback(uri: string): boolean {
	const url = URL.parse(uri);
	return url !== null && url.hash === '' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}

/** Reads what the app asks for, as Google does; the sandbox also insists on PKCE with S256. */
export function readAuthorization(query: URLSearchParams): AuthorizationRequest | Refusal {
	const get = (name: string) => query.get(name) ?? '';
	const missing = ['client_id', 'redirect_uri', 'response_type', 'scope'].find((name) => get(name) === '');
	if (missing) return { error: 'invalid_request', why: `Missing required parameter: ${missing}` };
	if (!isLoopback(get('redirect_uri'))) {
		return { error: 'redirect_uri_mismatch', why: 'The sandbox leads back to this machine only.' };
	}
	if (get('response_type') !== 'code')
		return { error: 'unsupported_response_type', why: 'Only code is supported.' };
	if (!/^[\w-]{43,128}$/.test(get('code_challenge')) || get('code_challenge_method') !== 'S256') {
		return { error: 'invalid_request', why: 'A code_challenge with the method S256 is required.' };
	}
	const scopes = readScopes(get('scope'));
	const unknown = unknownScopes(scopes);
	if (unknown.length > 0)
		return { error: 'invalid_scope', why: `Some requested scopes were invalid: ${unknown.join(' ')}` };
	return {
		clientId: get('client_id'),
		redirectUri: get('redirect_uri'),
		state: query.get('state'),
		scopes,
		codeChallenge: get('code_challenge'),
		nonce: query.get('nonce'),
		loginHint: query.get('login_hint'),
		offline: get('access_type') === 'offline',
		askAgain: get('prompt').split(' ').includes('consent'),
		includeGranted: get('include_granted_scopes') === 'true'
	};
}
