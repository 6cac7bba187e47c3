import { OAuth2Client } from 'google-auth-library';
import { describe, expect, it } from 'vitest';
import {
	accounts,
	authorizationQuery,
	client,
	clients,
	compose,
	dana,
	decide,
	draftOf,
	folder,
	newSandbox,
	redeem,
	redirectUri,
	refresh,
	sandboxIn,
	spreadsheets
} from '../../testing.ts';

describe('consent', () => {
	it('leads back with a code that gives tokens and a signed id token', async () => {
		const sandbox = await newSandbox();
		const back = await decide(sandbox, authorizationQuery({ nonce: 'a-nonce' }));
		expect(back.href.startsWith(redirectUri)).toBe(true);
		expect(back.searchParams.get('state')).toBe('a-state');
		const { status, body } = await redeem(sandbox, back);
		expect(status).toBe(200);
		expect(body['scope']).toBe(
			`openid https://www.googleapis.com/auth/userinfo.email ${compose} ${spreadsheets}`
		);
		expect(body['refresh_token']).toMatch(/^1\/\//);
		const keys = (await (await fetch(`${sandbox.url}/oauth2/v3/certs`)).json()) as { keys: JsonWebKey[] };
		const [header = '', payload = '', signature = ''] = body['id_token']?.split('.') ?? [];
		const [jwk] = keys.keys;
		const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
		const key = await crypto.subtle.importKey('jwk', jwk ?? {}, algorithm, false, ['verify']);
		const signed = new TextEncoder().encode(`${header}.${payload}`);
		const mark = Uint8Array.from(Buffer.from(signature, 'base64url'));
		expect(await crypto.subtle.verify(algorithm, key, mark, signed)).toBe(true);
		expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
			iss: sandbox.url,
			aud: client.client_id,
			email: dana,
			email_verified: true,
			nonce: 'a-nonce',
			sub: expect.stringMatching(/^\d{21}$/) as string
		});
	});

	it('shows a page with the accounts and what is asked for', async () => {
		const sandbox = await newSandbox();
		const page = await fetch(`${sandbox.url}/o/oauth2/v2/auth?${authorizationQuery().toString()}`);
		const text = await page.text();
		for (const part of [dana, accounts, compose, 'nothing here is real']) expect(text).toContain(part);
	});

	it('gives only what was ticked, and says no when the person says no', async () => {
		const sandbox = await newSandbox();
		const back = await decide(sandbox, authorizationQuery(), { ticked: [compose] });
		const { body } = await redeem(sandbox, back);
		expect(body['scope']).not.toContain(spreadsheets);
		const { sheets } = clients(sandbox, body['access_token'] ?? '');
		await expect(sheets.spreadsheets.get({ spreadsheetId: 'any' })).rejects.toMatchObject({
			status: 403,
			response: {
				data: {
					error: { status: 'PERMISSION_DENIED', details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] }
				}
			}
		});
		const denied = await decide(sandbox, authorizationQuery(), { decision: 'deny' });
		expect(denied.searchParams.get('error')).toBe('access_denied');
	});

	it('adds to what was granted before when asked to include it', async () => {
		const sandbox = await newSandbox();
		await decide(sandbox, authorizationQuery(), { ticked: [compose] });
		const scope = `openid ${spreadsheets}`;
		const asked = authorizationQuery({ scope, include_granted_scopes: 'true' });
		const { body } = await redeem(sandbox, await decide(sandbox, asked, { ticked: [spreadsheets] }));
		expect(body['scope']?.split(' ')).toEqual(expect.arrayContaining([compose, spreadsheets]));
	});

	it.each([
		['no challenge', { code_challenge: '' }],
		['a plain challenge', { code_challenge_method: 'plain' }],
		['a way back to another machine', { redirect_uri: 'https://elsewhere.example/' }],
		['a scope that nobody knows', { scope: 'openid everything' }],
		['no client', { client_id: '' }]
	])('shows an error and leads nowhere with %s', async (_name, more) => {
		const sandbox = await newSandbox();
		const query = authorizationQuery(more).toString();
		const page = await fetch(`${sandbox.url}/o/oauth2/v2/auth?${query}`, { redirect: 'manual' });
		expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('Access blocked')]);
	});
});

describe('a refresh token', () => {
	it('comes with the first consent, and later only with prompt=consent', async () => {
		const sandbox = await newSandbox();
		const first = await redeem(sandbox, await decide(sandbox, authorizationQuery()));
		const second = await redeem(sandbox, await decide(sandbox, authorizationQuery()));
		const again = await redeem(sandbox, await decide(sandbox, authorizationQuery({ prompt: 'consent' })));
		const online = authorizationQuery({ prompt: 'consent', access_type: 'online' });
		const short = await redeem(sandbox, await decide(sandbox, online));
		const given = [first, second, again, short].map(({ body }) => 'refresh_token' in body);
		expect(given).toEqual([true, false, true, false]);
	});

	it('refreshes without a new one, and with a new one when it rotates', async () => {
		const sandbox = await newSandbox();
		const { refreshToken } = sandbox.connect({ email: dana, clientId: client.client_id });
		const plain = await refresh(sandbox, refreshToken);
		expect([plain.status, 'refresh_token' in plain.body]).toEqual([200, false]);
		sandbox.set({ rotateRefreshTokens: true });
		const rotated = await refresh(sandbox, refreshToken);
		expect((await refresh(sandbox, refreshToken)).body['error']).toBe('invalid_grant');
		expect((await refresh(sandbox, rotated.body['refresh_token'] ?? '')).status).toBe(200);
	});

	it('dies when the person or the app revokes it, and takes the access tokens along', async () => {
		const sandbox = await newSandbox();
		const { refreshToken, accessToken } = sandbox.connect({ email: dana, clientId: client.client_id });
		const body = new URLSearchParams({ token: accessToken });
		expect((await fetch(`${sandbox.url}/revoke`, { method: 'POST', body })).status).toBe(200);
		expect((await fetch(`${sandbox.url}/revoke`, { method: 'POST', body })).status).toBe(400);
		expect(await refresh(sandbox, refreshToken)).toMatchObject({
			status: 400,
			body: { error: 'invalid_grant' }
		});
		const other = sandbox.connect({ email: dana, clientId: client.client_id });
		const kept = sandbox.connect({ email: accounts, clientId: client.client_id });
		sandbox.set({ email: dana, revokeTokens: true });
		const call = clients(sandbox, other.accessToken).mail.users.getProfile({ userId: 'me' });
		await expect(call).rejects.toMatchObject({ status: 401 });
		expect((await refresh(sandbox, other.refreshToken)).body['error']).toBe('invalid_grant');
		expect((await refresh(sandbox, kept.refreshToken)).status).toBe(200);
	});
});

describe('a code', () => {
	it('works once', async () => {
		const sandbox = await newSandbox();
		const back = await decide(sandbox, authorizationQuery());
		const answers = await Promise.all([redeem(sandbox, back), redeem(sandbox, back)]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
		expect((await redeem(sandbox, back)).body['error']).toBe('invalid_grant');
	});

	it.each([
		['another verifier', { code_verifier: 'x'.repeat(50) }, 'invalid_grant'],
		['no verifier', { code_verifier: '' }, 'invalid_grant'],
		['another way back', { redirect_uri: 'http://localhost:3000/other' }, 'redirect_uri_mismatch'],
		['another client', { client_id: 'somebody-else' }, 'unauthorized_client'],
		['no secret', { client_secret: '' }, 'invalid_request']
	])('is refused with %s', async (_name, more, error) => {
		const sandbox = await newSandbox();
		const { status, body } = await redeem(sandbox, await decide(sandbox, authorizationQuery()), more);
		expect(status).toBeGreaterThanOrEqual(400);
		expect(body['error']).toBe(error);
		expect(sandbox.state().grants[0]?.accessTokens).toBe(0);
	});

	it('still works after a restart, and the keys are the same', async () => {
		const dir = await folder();
		const before = await sandboxIn(dir);
		const back = await decide(before, authorizationQuery());
		const keys = await (await fetch(`${before.url}/oauth2/v3/certs`)).text();
		await before.close();
		const after = await sandboxIn(dir);
		expect(await (await fetch(`${after.url}/oauth2/v3/certs`)).text()).toBe(keys);
		expect((await redeem(after, back)).status).toBe(200);
	});
});

describe('Google’s own client', () => {
	it('goes through the whole flow', async () => {
		const sandbox = await newSandbox();
		const endpoints = {
			oauth2AuthBaseUrl: `${sandbox.url}/o/oauth2/v2/auth`,
			oauth2TokenUrl: `${sandbox.url}/token`,
			oauth2RevokeUrl: `${sandbox.url}/revoke`,
			tokenInfoUrl: `${sandbox.url}/tokeninfo`
		};
		const { client_id: clientId, client_secret: clientSecret } = client;
		const oauth = new OAuth2Client({ clientId, clientSecret, redirectUri, endpoints });
		const { codeVerifier, codeChallenge } = await oauth.generateCodeVerifierAsync();
		const url = new URL(
			oauth.generateAuthUrl({
				access_type: 'offline',
				scope: ['openid', 'email', compose],
				code_challenge: codeChallenge,
				code_challenge_method: 'S256' as never
			})
		);
		const back = await decide(sandbox, url.searchParams);
		const { tokens } = await oauth.getToken({ code: back.searchParams.get('code') ?? '', codeVerifier });
		expect(tokens.refresh_token).toMatch(/^1\/\/sandbox-[\w-]{86}$/);
		const info = await oauth.getTokenInfo(tokens.access_token ?? '');
		expect([info.email, info.scopes.includes(compose)]).toEqual([dana, true]);
		oauth.setCredentials({ refresh_token: tokens.refresh_token ?? null });
		const { token } = await oauth.getAccessToken();
		const { status } = await clients(sandbox, token ?? '').mail.users.drafts.create(draftOf('Hello'));
		expect(status).toBe(200);
		await oauth.revokeToken(tokens.refresh_token ?? '');
		await expect(oauth.refreshAccessToken()).rejects.toThrow('invalid_grant');
	});

	it('finds what it needs in the discovery document', async () => {
		const sandbox = await newSandbox();
		const document: unknown = await (await fetch(`${sandbox.url}/.well-known/openid-configuration`)).json();
		expect(document).toMatchObject({
			issuer: sandbox.url,
			authorization_endpoint: `${sandbox.url}/o/oauth2/v2/auth`,
			token_endpoint: `${sandbox.url}/token`,
			revocation_endpoint: `${sandbox.url}/revoke`,
			code_challenge_methods_supported: ['S256']
		});
	});
});
