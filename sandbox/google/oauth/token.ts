import { createHash } from 'node:crypto';
import { baseOf, formOf, json, type Answer, type Asked } from '../../kit/http.ts';
import type { Handled } from '../../kit/play.ts';
import type { Grant, State } from '../state.ts';
import { forgetRefreshToken, issueAccessToken, issueRefreshToken } from './grants.ts';
import type { Issuer } from './issuer.ts';
import { accountOf, oauthError } from './token-info.ts';
import { errorsOf } from '../errors.ts';

type Client = { id: string; secret: string };

/** From the form or from Basic authentication; any id and secret will do, but both must be there. */
function clientOf({ headers }: Asked, form: URLSearchParams): Client {
	const [, basic = ''] = /^Basic (.+)$/i.exec(headers.authorization ?? '') ?? [];
	const [id = '', secret = ''] = Buffer.from(basic, 'base64')
		.toString('utf8')
		.split(':')
		.map(decodeURIComponent);
	return { id: form.get('client_id') ?? id, secret: form.get('client_secret') ?? secret };
}

type Given = { grant: Grant; nonce: string | null; refreshToken: string | null };
type Checked = { email: string | null; redeem: () => Given } | Answer;

function challengeOf(verifier: string): string {
	return createHash('sha256').update(verifier).digest('base64url');
}

function checkCode(state: State, form: URLSearchParams, client: Client): Checked {
	const name = form.get('code') ?? '';
	const code = Object.hasOwn(state.codes, name) ? state.codes[name] : undefined;
	if (!code || code.used || code.expiresAt < Date.now())
		return oauthError(400, 'invalid_grant', 'Malformed auth code.');
	if (code.clientId !== client.id) return oauthError(401, 'unauthorized_client', 'Unauthorized');
	if (code.redirectUri !== form.get('redirect_uri'))
		return oauthError(400, 'redirect_uri_mismatch', 'Bad Request');
	const verifier = form.get('code_verifier');
	if (!verifier) return oauthError(400, 'invalid_grant', 'Missing code verifier.');
	if (challengeOf(verifier) !== code.codeChallenge)
		return oauthError(400, 'invalid_grant', 'Invalid code verifier.');
	return {
		email: code.email,
		redeem() {
			code.used = true;
			const refreshToken = code.withRefreshToken ? issueRefreshToken(state, code) : null;
			return { grant: code, nonce: code.nonce, refreshToken };
		}
	};
}

function checkRefresh(state: State, form: URLSearchParams, client: Client): Checked {
	const old = form.get('refresh_token') ?? '';
	const grant = Object.hasOwn(state.refreshTokens, old) ? state.refreshTokens[old] : undefined;
	if (!grant) return oauthError(400, 'invalid_grant', 'Token has been expired or revoked.');
	if (grant.clientId !== client.id) return oauthError(401, 'unauthorized_client', 'Unauthorized');
	return {
		email: grant.email,
		redeem() {
			const rotated = state.switches.rotateRefreshTokens;
			if (rotated) forgetRefreshToken(state, old);
			return { grant, nonce: null, refreshToken: rotated ? issueRefreshToken(state, grant) : null };
		}
	};
}

function check(state: State, asked: Asked): Checked {
	const form = formOf(asked);
	const client = clientOf(asked, form);
	if (!client.id) return oauthError(400, 'invalid_request', 'Could not determine client ID from request.');
	if (!client.secret) return oauthError(400, 'invalid_request', 'client_secret is missing.');
	const grantType = form.get('grant_type');
	if (grantType === 'authorization_code') return checkCode(state, form, client);
	if (grantType === 'refresh_token') return checkRefresh(state, form, client);
	return oauthError(400, 'unsupported_grant_type', `Invalid grant_type: ${grantType ?? ''}`);
}

async function tokensFor(
	state: State,
	issuer: Issuer,
	base: string,
	{ grant, nonce, refreshToken }: Given
): Promise<Answer> {
	const accessToken = issueAccessToken(state, grant);
	const account = accountOf(state, grant);
	const wanted = grant.scopes.includes('openid');
	const idToken = wanted ? await issuer.idToken({ base, account, grant, nonce, accessToken }) : null;
	return json(200, {
		access_token: accessToken,
		expires_in: state.switches.accessTokenSeconds,
		...(refreshToken ? { refresh_token: refreshToken } : {}),
		scope: grant.scopes.join(' '),
		token_type: 'Bearer',
		...(idToken ? { id_token: idToken } : {})
	});
}

/** The token endpoint: a code with its verifier, or a refresh token, for an access token. */
export function prepareToken(state: State, issuer: Issuer, asked: Asked): Handled {
	const seen = check(state, asked);
	return {
		operation: 'oauth.token',
		errors: errorsOf('sheets'),
		email: 'status' in seen ? null : seen.email,
		body: { grant_type: formOf(asked).get('grant_type') },
		texts: [],
		apply() {
			// Looked at again: of two that come at once with one code, the second must not get through.
			const checked = check(state, asked);
			return 'status' in checked ? checked : tokensFor(state, issuer, baseOf(asked), checked.redeem());
		}
	};
}
