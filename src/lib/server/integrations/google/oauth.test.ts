import { expect, test } from 'vitest';
import { canaries, googleAt, sendJson } from '../../../../../tests/peers/google-peer.ts';

const scopes = ['openid', 'email', 'https://www.googleapis.com/auth/gmail.compose'];
const redirectUri = 'http://localhost:3000/api/oauth/google/callback';
const exchange = { code: canaries.code, codeVerifier: canaries.codeVerifier, redirectUri };
const tokens = { access_token: 'ya29.new', expires_in: 3599, scope: scopes.join(' '), token_type: 'Bearer' };

function idToken(issuer: string, claims: object = {}): string {
	const now = Math.floor(Date.now() / 1_000);
	const usual = {
		iss: issuer,
		aud: 'client-1',
		azp: 'client-1',
		sub: '1029384756',
		email: 'dana@harbour.example',
		email_verified: true,
		iat: now,
		exp: now + 3_600
	};
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'RS256' })}.${part({ ...usual, ...claims })}.c2lnbmF0dXJl`;
}

/** The peer that answers with an id token of its own, changed as told. */
function answering(claims: object, more: object = {}) {
	return googleAt((response, request) => {
		const id_token = idToken(`http://${request.headers.host}`, claims);
		sendJson(200, { ...tokens, id_token, ...more })(response, request);
	});
}

test('the person is sent to Google with state, PKCE and offline access', async () => {
	const { google, url } = await googleAt(() => undefined);
	const input = {
		state: 'st&te',
		codeChallenge: 'challenge',
		scopes,
		redirectUri,
		loginHint: 'dana@harbour.example'
	};
	const asked = new URL(google.authorizeUrl(input));
	expect(asked.href.startsWith(`${url}/authorize?`)).toBe(true);
	expect(Object.fromEntries(asked.searchParams)).toEqual({
		client_id: 'client-1',
		redirect_uri: redirectUri,
		response_type: 'code',
		scope: scopes.join(' '),
		state: 'st&te',
		code_challenge: 'challenge',
		code_challenge_method: 'S256',
		access_type: 'offline',
		include_granted_scopes: 'true',
		prompt: 'consent',
		login_hint: 'dana@harbour.example'
	});
	expect(google.authorizeUrl({ ...input, loginHint: null })).not.toContain('login_hint');
});

test('a code becomes a grant with the account that gave it', async () => {
	const { google, requests } = await answering({}, { refresh_token: '1//new' });
	const before = Date.now();
	const grant = await google.exchangeCode(exchange);
	const after = Date.now();
	expect(grant).toEqual({
		accessToken: 'ya29.new',
		refreshToken: '1//new',
		expiresAt: expect.any(Date) as Date,
		scopes,
		account: { id: '1029384756', email: 'dana@harbour.example', emailVerified: true }
	});
	expect(grant.expiresAt.getTime() - before).toBeGreaterThan(3_597_000);
	expect(grant.expiresAt.getTime() - after).toBeLessThan(3_601_000);
	expect(requests).toMatchObject([{ method: 'POST', path: '/token' }]);
	expect(requests[0]?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
	expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
		grant_type: 'authorization_code',
		code: canaries.code,
		code_verifier: canaries.codeVerifier,
		redirect_uri: redirectUri,
		client_id: 'client-1',
		client_secret: canaries.clientSecret
	});
});

test('a refresh without a new refresh token or id token says so', async () => {
	const { google, requests } = await googleAt(sendJson(200, tokens));
	expect(await google.refresh(canaries.refreshToken)).toMatchObject({
		accessToken: 'ya29.new',
		refreshToken: null,
		account: null
	});
	expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
		grant_type: 'refresh_token',
		refresh_token: canaries.refreshToken,
		client_id: 'client-1',
		client_secret: canaries.clientSecret
	});
});

test.each([
	['another issuer', { iss: 'https://accounts.elsewhere.example' }, /not from Google/],
	['another client', { aud: 'client-2' }, /another application/],
	['several clients', { aud: ['client-1', 'client-2'] }, /does not say/],
	['another presenter', { azp: 'client-2' }, /another application/],
	['an old token', { exp: Math.floor(Date.now() / 1_000) - 120 }, /expired/],
	['no end', { exp: undefined }, /does not say/],
	['no account', { sub: undefined }, /does not say/],
	['no e-mail', { email: undefined }, /does not say/]
])('an id token with %s is refused', async (_, claims, message) => {
	const { google } = await answering(claims);
	await expect(google.exchangeCode(exchange)).rejects.toMatchObject({
		code: 'refused',
		effect: 'none',
		message: expect.stringMatching(message) as string
	});
});

test.each(['', 'x', 'a.b.c', 'a.bnVsbA.c', 'a.W10.c'])('an id token "%s" is refused', async (id_token) => {
	const { google } = await googleAt(sendJson(200, { ...tokens, id_token }));
	await expect(google.exchangeCode(exchange)).rejects.toMatchObject({ code: 'refused' });
});

test('a connection without an account is none; an unverified address is told as such', async () => {
	const { google } = await googleAt(sendJson(200, tokens));
	await expect(google.exchangeCode(exchange)).rejects.toMatchObject({ code: 'refused' });
	for (const [said, emailVerified] of [
		[false, false],
		[undefined, false],
		['true', true]
	]) {
		const peer = await answering({ email_verified: said });
		expect((await peer.google.exchangeCode(exchange)).account).toMatchObject({ emailVerified });
	}
});

test.each([
	[400, 'invalid_grant', 'needs_reauth'],
	[400, 'invalid_request', 'refused'],
	[401, 'invalid_client', 'refused'],
	[400, 'redirect_uri_mismatch', 'refused'],
	[429, 'rate_limit', 'rate_limited']
])('the token endpoint says %i %s: %s', async (status, error, code) => {
	const { google, requests } = await googleAt(
		sendJson(status, { error, error_description: `About ${canaries.refreshToken}` })
	);
	const refused = google.refresh(canaries.refreshToken);
	await expect(refused).rejects.toMatchObject({ code, effect: 'none' });
	await expect(refused).rejects.not.toThrow(canaries.refreshToken);
	expect(requests).toHaveLength(1);
});

test('a token is revoked, and one that is already is no failure', async () => {
	const { google, requests } = await googleAt(sendJson(200, {}));
	await google.revoke(canaries.refreshToken);
	expect(requests).toMatchObject([{ method: 'POST', path: '/revoke' }]);
	expect(requests[0]?.body).toBe(`token=${encodeURIComponent(canaries.refreshToken)}`);
	expect(requests[0]?.query.size).toBe(0);
	const revoked = await googleAt(sendJson(400, { error: 'invalid_token' }));
	await revoked.google.revoke(canaries.refreshToken);
	const broken = await googleAt(sendJson(400, { error: 'invalid_request' }));
	await expect(broken.google.revoke(canaries.refreshToken)).rejects.toMatchObject({ code: 'refused' });
});
