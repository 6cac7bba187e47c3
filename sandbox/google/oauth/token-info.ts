import { formOf, json, type Answer, type Asked } from '../../kit/http.ts';
import type { Handled } from '../../kit/play.ts';
import type { AccessToken, Account, Grant, State } from '../state.ts';
import { revokeGrants } from './grants.ts';
import { errorsOf } from '../errors.ts';

export function oauthError(status: number, error: string, error_description: string): Answer {
	return json(status, { error, error_description });
}

export function accountOf(state: State, { email }: Grant): Account {
	const account = state.accounts.find((one) => one.email === email);
	if (!account) throw new Error(`The account ${email} is gone.`);
	return account;
}

/** The grant behind an access token that still lives. */
export function liveGrant(state: State, token: string): AccessToken | null {
	const grant = Object.hasOwn(state.accessTokens, token) ? state.accessTokens[token] : undefined;
	return grant && grant.expiresAt > Date.now() ? grant : null;
}

export function bearerOf({ headers }: Asked): string {
	return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** Ends the whole grant behind a token, as Google does. */
export function prepareRevoke(state: State, asked: Asked): Handled {
	const token = formOf(asked).get('token') ?? asked.url.searchParams.get('token') ?? '';
	const tokens: Record<string, Grant> = { ...state.accessTokens, ...state.refreshTokens };
	const grant = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
	return {
		operation: 'oauth.revoke',
		errors: errorsOf('sheets'),
		email: grant?.email ?? null,
		body: null,
		texts: [],
		apply() {
			if (!grant) return oauthError(400, 'invalid_token', 'Token expired or revoked');
			revokeGrants(state, grant);
			return json(200, {});
		}
	};
}

export function userInfo(state: State, asked: Asked): Answer {
	const grant = liveGrant(state, bearerOf(asked));
	if (!grant) return oauthError(401, 'invalid_request', 'Invalid Credentials');
	const { sub, email, emailVerified, name } = accountOf(state, grant);
	return json(200, { sub, name, email, email_verified: emailVerified });
}

export function tokenInfo(state: State, asked: Asked): Answer {
	const token =
		asked.url.searchParams.get('access_token') ?? formOf(asked).get('access_token') ?? bearerOf(asked);
	const grant = liveGrant(state, token);
	if (!grant) return oauthError(400, 'invalid_token', 'Invalid Value');
	const { sub, email, emailVerified } = accountOf(state, grant);
	return json(200, {
		azp: grant.clientId,
		aud: grant.clientId,
		sub,
		scope: grant.scopes.join(' '),
		exp: String(Math.floor(grant.expiresAt / 1_000)),
		expires_in: String(Math.floor((grant.expiresAt - Date.now()) / 1_000)),
		email,
		email_verified: String(emailVerified),
		access_type: 'offline'
	});
}
