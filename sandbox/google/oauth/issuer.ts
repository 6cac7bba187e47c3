import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { Events, OAuth2Issuer, OAuth2Service, type MutableResponse } from 'oauth2-mock-server';
import type { Account, Grant, Store } from '../state.ts';
import { hasEmail } from './scopes.ts';

export type Issuer = {
	/** Discovery and keys, answered by the library. */
	handle: RequestListener;
	idToken(claims: {
		base: string;
		account: Account;
		grant: Grant;
		nonce: string | null;
		accessToken: string;
	}): Promise<string>;
};

const paths = {
	wellKnownDocument: '/.well-known/openid-configuration',
	jwks: '/oauth2/v3/certs',
	authorize: '/o/oauth2/v2/auth',
	token: '/token',
	revoke: '/revoke',
	userinfo: '/v1/userinfo'
};

/** Of a request’s target, query and all. */
export function isIssuerPath(target: string): boolean {
	const [path] = target.split('?', 1);
	return path === paths.wellKnownDocument || path === paths.jwks;
}

/** The library’s document, in Google’s shape: nothing that Google does not offer, all that a client looks for. */
function asGoogle(answer: MutableResponse, base: string): void {
	answer.body = {
		issuer: base,
		authorization_endpoint: base + paths.authorize,
		token_endpoint: base + paths.token,
		userinfo_endpoint: base + paths.userinfo,
		revocation_endpoint: base + paths.revoke,
		jwks_uri: base + paths.jwks,
		response_types_supported: ['code'],
		response_modes_supported: ['query'],
		subject_types_supported: ['public'],
		id_token_signing_alg_values_supported: ['RS256'],
		scopes_supported: ['openid', 'email', 'profile'],
		token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
		claims_supported: ['aud', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'sub'],
		code_challenge_methods_supported: ['S256'],
		grant_types_supported: ['authorization_code', 'refresh_token']
	};
}

/** The left half of the hash, as OpenID Connect Core 3.1.3.6 wants it. */
function halfHash(token: string): string {
	return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}

async function loadKeys(issuer: OAuth2Issuer, store: Store): Promise<void> {
	for (const key of store.state.keys) await issuer.keys.add(key);
	if (store.state.keys.length > 0) return;
	await issuer.keys.generate('RS256');
	store.state.keys = issuer.keys.toJSON(true);
	store.save();
}

export async function createIssuer(store: Store, url: string): Promise<Issuer> {
	const issuer = new OAuth2Issuer();
	issuer.url = url;
	await loadKeys(issuer, store);
	const service = new OAuth2Service(issuer, paths);
	service.on(
		Events.BeforeWellKnownOpenIdConfiguration,
		(answer: MutableResponse, request: { headers: { host?: string } }) =>
			asGoogle(answer, `http://${request.headers.host}`)
	);
	return {
		handle: service.requestHandler,
		idToken: ({ base, account, grant, nonce, accessToken }) =>
			issuer.buildToken({
				expiresIn: 3_600,
				scopesOrTransform: (_header, payload) => {
					Object.assign(payload, { iss: base, azp: grant.clientId, aud: grant.clientId, sub: account.sub });
					if (hasEmail(grant.scopes)) {
						Object.assign(payload, { email: account.email, email_verified: account.emailVerified });
					}
					Object.assign(payload, { at_hash: halfHash(accessToken), ...(nonce ? { nonce } : {}) });
				}
			})
	};
}
