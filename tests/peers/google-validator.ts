import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answers } from './google-validator-answers.ts';
import type { Answer } from './google-validator-answers.ts';
import { checkApiAnswer, checkApiRequest, findCall } from './google-validator-api.ts';
import type { ApiCall, Asked } from './google-validator-api.ts';
import { OAuthChecks } from './google-validator-oauth.ts';

/**
 * Stands where Google stands and holds every request against Google's own published descriptions. By itself it gives
 * plausible answers; with `upstream` (a sandbox) it passes everything on, and looks at the answers too.
 */
export type GoogleValidator = {
	/** For `AGENTFORCE_SANDBOX`, or as every endpoint. Journeys in other processes read what was found at `/validator`. */
	url: string;
	/** What was wrong in requests, one sentence each. Empty is the only good answer. */
	violations: string[];
	/** What was wrong in the answers of `upstream`. */
	answerViolations: string[];
	/** How often each method was asked for, by the name that the descriptions give it. */
	counts: Map<string, number>;
	stop(): Promise<void>;
};

type Checked = { name: string; problems: string[]; call: ApiCall | null };

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** Null: a page for people, or something of the sandbox's own, which Google does not describe. */
function check(asked: Asked, oauth: OAuthChecks, standalone: boolean): Checked | null {
	const { pathname } = asked.url;
	const call = findCall(asked);
	if (call) return { name: call.name, problems: checkApiRequest(asked, call), call };
	if (/^\/(gmail|v4)\//.test(pathname)) {
		return { name: 'unknown', problems: ['this is no method that we may use'], call };
	}
	if (pathname === '/o/oauth2/v2/auth' && asked.method === 'GET')
		return { name: 'oauth.authorize', problems: oauth.authorize(asked), call };
	if (pathname === '/token') return { name: 'oauth.token', problems: oauth.token(asked), call };
	if (pathname === '/revoke') return { name: 'oauth.revoke', problems: oauth.revoke(asked), call };
	return standalone ? { name: 'unknown', problems: ['nothing is here'], call } : null;
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
	response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
	response.end(JSON.stringify(body ?? {}));
}

/** Passes a request on as it came, its Host included, and what happens to it back: a cut connection is cut here too. */
function forward(
	upstream: string,
	[incoming, body]: [IncomingMessage, Buffer],
	response: ServerResponse,
	look: (status: number, body: string) => void
): void {
	const { method, headers, url = '/' } = incoming;
	const onward = ask(new URL(url, upstream), { method, headers }, (answer) => {
		bodyOf(answer).then(
			(received) => {
				look(answer.statusCode ?? 0, received.toString('utf8'));
				response.writeHead(answer.statusCode ?? 502, answer.headers).end(received);
			},
			() => response.socket?.resetAndDestroy()
		);
	});
	onward.on('error', () => response.socket?.resetAndDestroy());
	response.on('close', () => onward.destroy());
	onward.end(body);
}

export async function startGoogleValidator(options: { upstream?: string } = {}): Promise<GoogleValidator> {
	const { upstream } = options;
	const violations: string[] = [];
	const answerViolations: string[] = [];
	const counts = new Map<string, number>();
	const oauth = new OAuthChecks();

	async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const body = await bodyOf(incoming);
		const { method = '', headers } = incoming;
		if (incoming.url === '/validator') {
			const found = { violations, answerViolations, counts: Object.fromEntries(counts) };
			return send(response, { status: 200, body: found });
		}
		const url = new URL(incoming.url ?? '/', `http://${headers.host}`);
		const asked = { method, url, headers, body: body.toString('utf8') };
		const checked = check(asked, oauth, upstream === undefined);
		const name = checked?.name ?? 'page';
		counts.set(name, (counts.get(name) ?? 0) + 1);
		const found = (checked?.problems ?? []).map(
			(problem) => `${method} ${url.pathname} (${name}): ${problem}`
		);
		violations.push(...found);
		if (upstream !== undefined) {
			const { call = null } = checked ?? {};
			return forward(upstream, [incoming, body], response, (status, text) => {
				const wrong = call ? checkApiAnswer(status, text, call) : [];
				answerViolations.push(...wrong.map((problem) => `${method} ${url.pathname} (${name}): ${problem}`));
			});
		}
		const refusal = { error: { code: 400, message: found.join('; '), status: 'INVALID_ARGUMENT' } };
		send(
			response,
			found.length > 0 ? { status: 400, body: refusal } : (answers[name]?.(asked) ?? { status: 404 })
		);
	}

	const server = createServer((incoming, response) => {
		handle(incoming, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(0, '127.0.0.1', resolve);
	});
	const stop = async () => {
		const closed = new Promise<void>((resolve) => server.close(() => resolve()));
		server.closeAllConnections();
		await closed;
	};
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return { url, violations, answerViolations, counts, stop };
}
