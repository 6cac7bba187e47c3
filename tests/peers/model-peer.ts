import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { carelessAnswer, goodAnswer, readPrompt, readSentinels, type Asked } from './model-answers.ts';

/**
 * An OpenAI-compatible server on loopback that keeps its own count of what reached it. A text such as `peer:429` in a
 * task makes it misbehave; the names are the keys of `misbehaviours` and the ones that `completion` looks for.
 */
export type ModelPeer = {
	/** The base URL: what `OPENAI_BASE_URL` should be. */
	url: string;
	requests: RecordedRequest[];
	countFor(taskTitle: string): number;
	/** Answers what `peer:held:NAME` in a task has kept waiting, and holds nothing of that name any more. */
	letGo(name: string): void;
	stop(): Promise<void>;
};

export type RecordedRequest = {
	path: string;
	headers: IncomingHttpHeaders;
	body: ChatRequest;
	title: string;
	/** Settles when the connection closes: true when that was before the whole answer had been sent. */
	closedEarly: Promise<boolean>;
};

/** `POST …/v1/let-go/NAME` is `letGo` for whoever runs in another process. */
const letGoPath = '/v1/let-go/';

type Message = { role: string; content: string };
export type ChatRequest = { model?: string; messages?: Message[]; [field: string]: unknown };
type Call = {
	response: ServerResponse;
	model: string;
	asked: Asked;
	sentinels: Map<string, string>;
	/** Tokens that the request allows. */
	mostTokens: number;
	nth: number;
};

/** Answers that are kept until somebody lets them go by name, so that a test waits for no clock. */
class Held {
	readonly #waiting = new Map<string, (() => void)[]>();
	readonly #free = new Set<string>();

	async until(name: string): Promise<void> {
		if (this.#free.has(name)) return;
		await new Promise<void>((resolve) =>
			this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), resolve])
		);
	}

	letGo(name: string): void {
		this.#free.add(name);
		for (const resolve of this.#waiting.get(name) ?? []) resolve();
		this.#waiting.delete(name);
	}
}

function sendJson(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers: Record<string, string> = {}
) {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify(body));
}

function sendError(call: Call, status: number, code: string, headers: Record<string, string> = {}) {
	sendJson(
		call.response,
		status,
		{ error: { message: `The peer was told to: ${code}`, type: code, code } },
		headers
	);
}

/** Writes until the other side has had enough. */
async function sendEndless({ response }: Call): Promise<void> {
	response.writeHead(200, { 'content-type': 'application/json' });
	response.write('{"choices":[{"message":{"content":"');
	const chunk = 'never ending '.repeat(5_000);
	while (!response.destroyed) {
		const free = response.write(chunk);
		await (free
			? sleep(0)
			: new Promise((resolve) => response.once('drain', resolve).once('close', resolve)));
	}
}

/** Answers that are no completion at all. */
const misbehaviours: Record<string, (call: Call) => unknown> = {
	'401': (call) => sendError(call, 401, 'invalid_api_key'),
	'400': (call) => sendError(call, 400, 'invalid_request_error'),
	'404': (call) => sendError(call, 404, 'model_not_found'),
	'429-always': (call) => sendError(call, 429, 'rate_limit_exceeded', { 'retry-after': '1' }),
	'no-credit': (call) => sendError(call, 429, 'insufficient_quota'),
	'500': (call) => sendError(call, 500, 'server_error'),
	'too-large': (call) => sendError(call, 400, 'context_length_exceeded'),
	'504': (call) => sendError(call, 504, 'gateway_timeout'),
	reset: (call) => call.response.socket?.resetAndDestroy(),
	hang: () => undefined,
	endless: sendEndless,
	html: (call) => call.response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>It works!</h1>'),
	nothing: (call) => call.response.writeHead(200, { 'content-type': 'application/json' }).end(),
	redirect: (call) => call.response.writeHead(307, { location: '/v1/chat/completions' }).end()
};

/** The same, but only the first time that a task comes. */
const firstTimeOnly: Record<string, (call: Call) => unknown> = {
	'429': (call) => sendError(call, 429, 'rate_limit_exceeded', { 'retry-after': '1' }),
	'500-once': (call) => sendError(call, 500, 'server_error'),
	'hang-once': () => undefined
};

function isCutOff({ sentinels, mostTokens }: Call): boolean {
	return sentinels.has('cut-off') || Number(sentinels.get('writes') ?? 0) > mostTokens;
}

/** What the model would have said, as text. */
function contentOf(call: Call): string {
	const { asked, sentinels } = call;
	const answer = goodAnswer(asked, sentinels);
	const json = JSON.stringify(sentinels.has('careless') ? carelessAnswer(answer) : answer);
	if (sentinels.has('not-json'))
		return 'Sure! I have {finished} the work, here it is: Dear customer, thank you.';
	if (sentinels.has('empty')) return '';
	if (isCutOff(call)) return json.slice(0, json.length / 2);
	if (sentinels.has('fenced-json')) {
		return `<think>{"plan": 1}</think>Here {you} are:\n\n\`\`\`json\n${json}\n\`\`\`\nAnything else?`;
	}
	return json;
}

/** `peer:writes:9000` is a long answer, cut off where the request says. */
function writtenTokens({ sentinels, mostTokens }: Call): number {
	if (sentinels.has('costly')) return 2_000_000;
	return Math.min(mostTokens, Number(sentinels.get('writes') ?? 300));
}

function completion(call: Call): object {
	const refused = call.sentinels.has('refuse');
	const content = refused ? null : contentOf(call);
	const refusal = refused ? 'I cannot help with that.' : null;
	const written = writtenTokens(call);
	const tokens = { prompt_tokens: 1_200, completion_tokens: written, total_tokens: 1_200 + written };
	const finish_reason = isCutOff(call) ? 'length' : 'stop';
	return {
		id: `chatcmpl-${call.nth}`,
		object: 'chat.completion',
		created: 1_795_000_000,
		model: call.model,
		choices: [{ index: 0, message: { role: 'assistant', content, refusal }, finish_reason, logprobs: null }],
		...(call.sentinels.has('no-usage') ? {} : { usage: tokens })
	};
}

async function answer(call: Call, held: Held, delayMs: number): Promise<void> {
	const name = call.sentinels.get('held');
	if (name !== undefined) await held.until(name);
	const slow = [...call.sentinels.keys()].map((name) => /^slow-(\d+)s$/.exec(name)?.[1]).find(Boolean);
	const wait = slow ? Number(slow) * 1_000 : delayMs;
	if (wait > 0) await sleep(wait);
	if (call.response.destroyed) return;
	for (const name of call.sentinels.keys()) {
		const misbehave = misbehaviours[name] ?? (call.nth === 1 ? firstTimeOnly[name] : undefined);
		if (misbehave) {
			await misbehave(call);
			return;
		}
	}
	sendJson(call.response, 200, completion(call));
}

async function readBody(request: IncomingMessage): Promise<ChatRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
}

function record(
	request: IncomingMessage,
	response: ServerResponse,
	body: ChatRequest,
	asked: Asked
): RecordedRequest {
	const closedEarly = new Promise<boolean>((resolve) => {
		response.once('close', () => resolve(!response.writableFinished));
	});
	return { path: request.url ?? '', headers: request.headers, body, title: asked.title, closedEarly };
}

/** Starts the peer on loopback, on a free port unless told otherwise. `delayMs` holds back every answer. */
export async function startModelPeer(options: { delayMs?: number; port?: number } = {}): Promise<ModelPeer> {
	const requests: RecordedRequest[] = [];
	const counts = new Map<string, number>();
	const countFor = (title: string) => counts.get(title) ?? 0;
	const held = new Held();

	const handle = async (request: IncomingMessage, response: ServerResponse) => {
		if (request.method === 'POST' && request.url?.startsWith(letGoPath)) {
			held.letGo(request.url.slice(letGoPath.length));
			return sendJson(response, 200, {});
		}
		if (request.method !== 'POST' || !request.url?.endsWith('/chat/completions')) {
			return sendJson(response, 404, { error: { message: 'The peer only completes chats.' } });
		}
		const body = await readBody(request);
		const asked = readPrompt(body.messages?.findLast((message) => message.role === 'user')?.content ?? '');
		counts.set(asked.title, countFor(asked.title) + 1);
		requests.push(record(request, response, body, asked));
		const call = {
			response,
			model: body.model ?? 'peer',
			asked,
			sentinels: readSentinels(asked),
			mostTokens: Number(body.max_completion_tokens ?? body.max_tokens ?? Infinity),
			nth: countFor(asked.title)
		};
		return answer(call, held, options.delayMs ?? 0);
	};
	const server = createServer((request, response) => {
		handle(request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const stop = async () => {
		const closed = new Promise<void>((resolve) => server.close(() => resolve()));
		server.closeAllConnections();
		await closed;
	};
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	return { url, requests, countFor, letGo: (name) => held.letGo(name), stop };
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: { port: { type: 'string', default: '4010' }, 'delay-ms': { type: 'string', default: '0' } }
	});
	const peer = await startModelPeer({ port: Number(values.port), delayMs: Number(values['delay-ms']) });
	process.stdout.write(`The model peer answers at ${peer.url}\n`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void peer.stop());
}
