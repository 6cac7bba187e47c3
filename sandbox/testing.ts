import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OAuth2Client } from 'google-auth-library';
import { gmail, type gmail_v1 } from 'googleapis/build/src/apis/gmail/index.js';
import { sheets, type sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { onTestFinished } from 'vitest';
import { startSandbox, type Sandbox } from './start.ts';

export const dana = 'dana@northwind.example';
export const accounts = 'accounts@northwind.example';
export const compose = 'https://www.googleapis.com/auth/gmail.compose';
export const spreadsheets = 'https://www.googleapis.com/auth/spreadsheets';
export const client = { client_id: 'a-client', client_secret: 'a-secret' };
export const redirectUri = 'http://localhost:3000/api/oauth/google/callback';
export const verifier = 'a-verifier-of-at-least-forty-three-characters-0';

/** A folder that is gone after the test. */
export async function folder(): Promise<string> {
	const dir = await mkdtemp(join(tmpdir(), 'agentforce-sandbox-'));
	onTestFinished(() => rm(dir, { recursive: true }));
	return dir;
}

/** A sandbox whose seconds are hundredths. */
export async function sandboxIn(dir: string, timeScale = 0.01): Promise<Sandbox> {
	const sandbox = await startSandbox({ port: 0, dir, timeScale });
	let open = true;
	const close = async () => {
		if (open) await sandbox.close();
		open = false;
	};
	onTestFinished(close);
	return { ...sandbox, close };
}

export async function newSandbox(): Promise<Sandbox> {
	return sandboxIn(await folder());
}

/** Google’s own clients, pointed at the sandbox; no hidden retries, so that each call is one request. */
export function clients(
	{ url }: Sandbox,
	accessToken: string
): { mail: gmail_v1.Gmail; sheets: sheets_v4.Sheets } {
	const auth = new OAuth2Client();
	auth.setCredentials({ access_token: accessToken });
	const options = { auth, rootUrl: url, retry: false, timeout: 2_000 };
	return { mail: gmail({ version: 'v1', ...options }), sheets: sheets({ version: 'v4', ...options }) };
}

export function connected(sandbox: Sandbox, email = dana) {
	const tokens = sandbox.connect({ email });
	return { ...tokens, ...clients(sandbox, tokens.accessToken) };
}

/** A mail as Gmail takes it. */
export function rawMail(
	subject: string,
	messageId = 'one@agentforce.example',
	to = 'priya@harbour.example'
): string {
	const lines = [
		`Message-ID: <${messageId}>`,
		`To: ${to}`,
		`Subject: ${subject}`,
		'',
		'Hello Priya,',
		'',
		'see you.'
	];
	return Buffer.from(lines.join('\r\n')).toString('base64url');
}

export function draftOf(subject: string, messageId?: string): gmail_v1.Params$Resource$Users$Drafts$Create {
	return { userId: 'me', requestBody: { message: { raw: rawMail(subject, messageId) } } };
}

/** The one batch that adds a row: metadata that cannot be there twice, and the cells. */
export function rowOf(
	spreadsheetId: string,
	cells: string[],
	metadataId: number
): sheets_v4.Params$Resource$Spreadsheets$Batchupdate {
	const developerMetadata = {
		metadataId,
		metadataKey: 'agentforce',
		metadataValue: 'an action',
		location: { spreadsheet: true },
		visibility: 'DOCUMENT'
	};
	const values = cells.map((text) => ({ userEnteredValue: { stringValue: text } }));
	const appendCells = { sheetId: 0, fields: 'userEnteredValue', rows: [{ values }] };
	return {
		spreadsheetId,
		requestBody: { requests: [{ createDeveloperMetadata: { developerMetadata } }, { appendCells }] }
	};
}

export function authorizationQuery(more: Record<string, string> = {}): URLSearchParams {
	return new URLSearchParams({
		client_id: client.client_id,
		redirect_uri: redirectUri,
		response_type: 'code',
		scope: `openid email ${compose} ${spreadsheets}`,
		state: 'a-state',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
		access_type: 'offline',
		...more
	});
}

/** Presses a button of the consent page; gives where it leads. */
export async function decide(
	{ url }: Sandbox,
	query: URLSearchParams,
	choice: { email?: string; decision?: string; ticked?: string[] } = {}
): Promise<URL> {
	const { email = dana, decision = 'allow', ticked = [compose, spreadsheets] } = choice;
	const body = new URLSearchParams({ request: query.toString(), account: accounts, email, decision });
	for (const scope of ticked) body.append('scope', scope);
	const answer = await fetch(`${url}/o/oauth2/v2/auth/consent`, { method: 'POST', body, redirect: 'manual' });
	return new URL(answer.headers.get('location') ?? '');
}

type Tokens = Record<string, string> & { expires_in: number };

export async function askForToken(
	{ url }: Sandbox,
	form: Record<string, string>
): Promise<{ status: number; body: Tokens }> {
	const answer = await fetch(`${url}/token`, {
		method: 'POST',
		body: new URLSearchParams({ ...client, ...form })
	});
	return { status: answer.status, body: (await answer.json()) as Tokens };
}

export async function redeem(sandbox: Sandbox, back: URL, more: Record<string, string> = {}) {
	const code = back.searchParams.get('code') ?? '';
	const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
	return askForToken(sandbox, { ...form, ...more });
}

export async function refresh(sandbox: Sandbox, token: string) {
	return askForToken(sandbox, { grant_type: 'refresh_token', refresh_token: token });
}
