import { z } from 'zod';
import { VendorError, failedBy } from '#server/errors.ts';
import type { Google, GoogleGrant } from '#server/ports/google.ts';
import { unreadableAnswer } from './google-failure.ts';
import type { Intent } from './google-failure.ts';
import { readIdToken } from './id-token.ts';
import { oneRequest } from './one-request.ts';
import type { Limits } from './one-request.ts';

export type OAuthSettings = {
	clientId: string;
	clientSecret: string;
	endpoints: Record<'authorize' | 'token' | 'revoke' | 'issuer', string>;
};

const Grant = z.object({
	access_token: z.string().min(1),
	expires_in: z.coerce.number().min(0),
	refresh_token: z.string().min(1).optional(),
	scope: z.string().default(''),
	id_token: z.string().optional()
});

type OAuthMethods = Pick<Google, 'authorizeUrl' | 'exchangeCode' | 'refresh' | 'revoke'>;

/** Google's OAuth for web servers: a code with PKCE, offline access, scopes that add up. */
export function oauthMethods(settings: OAuthSettings, limits: Limits): OAuthMethods {
	const { clientId, clientSecret, endpoints } = settings;
	const client = { client_id: clientId, client_secret: clientSecret };

	async function post(url: string, fields: Record<string, string>, intent: Intent): Promise<unknown> {
		const ask = oneRequest({ intent, limits });
		const response = await ask(url, { method: 'POST', body: new URLSearchParams(fields) });
		return response.json();
	}

	async function grant(fields: Record<string, string>): Promise<GoogleGrant> {
		const askedAt = Date.now();
		const parsed = Grant.safeParse(await post(endpoints.token, { ...client, ...fields }, 'read'));
		if (!parsed.success) throw unreadableAnswer('read');
		const { access_token, expires_in, refresh_token, scope, id_token } = parsed.data;
		return {
			accessToken: access_token,
			refreshToken: refresh_token ?? null,
			// Counted from before the question, so that it is never later than Google's own.
			expiresAt: new Date(askedAt + expires_in * 1_000),
			scopes: scope.split(' ').filter(Boolean),
			account:
				id_token === undefined
					? null
					: readIdToken(id_token, { clientId, issuer: endpoints.issuer, now: askedAt })
		};
	}

	return {
		authorizeUrl: (input) => authorizeUrl(settings, input),
		async exchangeCode({ code, codeVerifier, redirectUri }) {
			const fields = { code, code_verifier: codeVerifier, redirect_uri: redirectUri };
			const received = await grant({ grant_type: 'authorization_code', ...fields });
			if (received.account) return received;
			// Whose mailbox this is decides over approvals, so a connection without a name is none.
			throw new VendorError('google', 'refused', 'Google did not say which account was connected.');
		},
		refresh: (refreshToken) => grant({ grant_type: 'refresh_token', refresh_token: refreshToken }),
		async revoke(token) {
			await post(endpoints.revoke, { token }, 'write').catch((error: unknown) => {
				if (!isRevoked(error)) throw error;
			});
		}
	};
}

/** A token that Google no longer knows cannot be revoked again, and need not be. */
function isRevoked(error: unknown): boolean {
	return failedBy('google', error) && error.code === 'needs_reauth' && error.status === 400;
}

function authorizeUrl(
	{ clientId, endpoints }: OAuthSettings,
	input: Parameters<Google['authorizeUrl']>[0]
): string {
	const url = new URL(endpoints.authorize);
	const parameters = {
		client_id: clientId,
		redirect_uri: input.redirectUri,
		response_type: 'code',
		scope: input.scopes.join(' '),
		state: input.state,
		code_challenge: input.codeChallenge,
		code_challenge_method: 'S256',
		access_type: 'offline',
		include_granted_scopes: 'true',
		// Without it Google gives a refresh token only the first time, and ours may be lost or dead.
		prompt: 'consent',
		...(input.loginHint === null ? {} : { login_hint: input.loginHint })
	};
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	return url.href;
}
