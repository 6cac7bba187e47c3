import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DraftEmail } from '#lib/schemas/action.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { VendorError, type ModelErrorCode } from '#server/errors.ts';
import type { ModelRequest } from '#server/ports/model.ts';
import { startModelPeer, type ModelPeer } from '../../../../../tests/peers/model-peer.ts';
import { createOpenAiModel, type OpenAiModelOptions } from './openai-model.ts';

const canary = 'sk-canary-5e0d1f0b7c';
const usage = { inputTokens: 1_200, outputTokens: 300 };
const never = new AbortController().signal;

const Row = z.object({
	spreadsheet: z.string().max(500),
	tab: z.string().max(200),
	columns: z.array(z.object({ header: z.string().max(200), value: z.string().max(5_000) })).max(100)
});
const proposal = z.union([
	z.object({ kind: z.literal('gmail.draftEmail'), why: z.string(), payload: DraftEmail }),
	z.object({ kind: z.literal('sheets.appendRow'), why: z.string(), payload: Row })
]);

let peer: ModelPeer;
beforeAll(async () => {
	peer = await startModelPeer();
});
afterAll(() => peer.stop());

function model(options: Partial<OpenAiModelOptions> = {}) {
	return createOpenAiModel({ apiKey: canary, baseUrl: peer.url, model: 'gpt-4o-mini', ...options });
}

function request(title: string, instructions: string): ModelRequest {
	const user = `======== TITLE\n${title}\n======== END OF TITLE\n\n======== INSTRUCTIONS\n${instructions}\n======== END OF INSTRUCTIONS`;
	// The OpenAI model reads the two texts only.
	return { system: 'You are Iris.', user, brief: {} as ModelRequest['brief'], action: proposal };
}

async function failure(promise: Promise<unknown>): Promise<VendorError<'model'>> {
	const error = await promise.then(
		() => null,
		(thrown: unknown) => thrown
	);
	expect(error).toBeInstanceOf(VendorError);
	return error as VendorError<'model'>;
}

/** A server of one answer, for what the peer has no word for. */
async function withServer<Result>(
	handle: RequestListener,
	use: (url: string) => Promise<Result>
): Promise<Result> {
	const server = createServer(handle).listen(0, '127.0.0.1');
	await once(server, 'listening');
	try {
		return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
	} finally {
		server.closeAllConnections();
		server.close();
	}
}

describe('an answer', () => {
	it('comes back with the model and its usage, for one request', async () => {
		const reply = await model().complete(request('Say hello', 'Kindly.'), never);
		expect(reply.answer.summary).toBe('Finished: Say hello');
		expect(reply.model).toBe('gpt-4o-mini');
		expect(reply.usage).toEqual(usage);
		expect(peer.countFor('Say hello')).toBe(1);
	});

	it('is asked for with both texts, a bound and the form of ModelAnswer, without lengths', async () => {
		await model().complete(request('The form', 'x'), never);
		const sent = peer.requests.find(({ title }) => title === 'The form');
		expect(sent?.path).toBe('/v1/chat/completions');
		expect(sent?.headers.authorization).toBe(`Bearer ${canary}`);
		expect(sent?.body.messages?.map(({ role }) => role)).toEqual(['system', 'user']);
		expect(sent?.body['max_tokens']).toBe(16_000);
		const format = sent?.body['response_format'] as {
			json_schema: { strict: boolean; schema: { required: string[] } };
		};
		expect(format.json_schema.strict).toBe(true);
		expect(format.json_schema.schema.required).toEqual(Object.keys(ModelAnswer.shape));
		expect(JSON.stringify(format)).not.toMatch(/maxLength|minLength|maxItems|minItems/);
	});

	it('is bounded in the way that newer models understand', async () => {
		await model({ model: 'gpt-5-mini', maxOutputTokens: 500 }).complete(request('Newer', 'x'), never);
		const body = peer.requests.find(({ title }) => title === 'Newer')?.body;
		expect(body?.['max_completion_tokens']).toBe(500);
		expect(body).not.toHaveProperty('max_tokens');
	});

	it('may be wrapped in thoughts, prose and a fence', async () => {
		const reply = await model().complete(request('Fenced', 'peer:fenced-json'), never);
		expect(reply.answer.summary).toBe('Finished: Fenced');
	});

	it('has an unknown usage when the server does not say', async () => {
		expect((await model().complete(request('No usage', 'peer:no-usage'), never)).usage).toBeNull();
	});

	it('keeps the good actions of a careless server and notes the bad ones', async () => {
		const task = request('Careless', 'peer:careless peer:append-row:https://sheets.example/1');
		const { answer } = await model().complete(task, never);
		expect(answer.proposedActions.map(({ kind }) => kind)).toEqual(['sheets.appendRow']);
		expect(answer.assumptions).toEqual([expect.stringMatching(/^2 proposed actions were left out/)]);
		expect(answer.questions).toEqual([]);
	});

	it('carries the proposed mail', async () => {
		const { answer } = await model().complete(
			request('Mail', 'peer:draft-email:dana@northwind.example.'),
			never
		);
		expect(answer.proposedActions[0]?.payload).toMatchObject({
			to: ['dana@northwind.example'],
			cc: [],
			bcc: []
		});
	});

	it('may take its time', async () => {
		const reply = model().complete(request('Slow', 'peer:held:slow'), never);
		await expect.poll(() => peer.countFor('Slow')).toBe(1);
		peer.letGo('slow');
		expect((await reply).answer.summary).toBe('Finished: Slow');
	});
});

describe('a failure', () => {
	const unusable = { effect: 'done', usage };
	const unknownBill = { effect: 'unknown', usage: null };
	const free = { effect: 'none', usage: null };
	it.each<[string, ModelErrorCode, object]>([
		['not-json', 'model_not_json', unusable],
		['empty', 'model_empty', unusable],
		['cut-off', 'model_cut_off', unusable],
		['refuse', 'model_refused', unusable],
		['too-long', 'model_too_long', unusable],
		['endless', 'model_too_long', unknownBill],
		['html', 'model_not_json', unknownBill],
		['nothing', 'model_empty', unknownBill],
		['400', 'model_rejected_request', free],
		['404', 'model_rejected_request', free],
		['too-large', 'model_rejected_request', free],
		['redirect', 'model_rejected_request', free],
		['no-credit', 'model_rejected_request', free],
		['401', 'model_wrong_key', free],
		['429-always', 'model_rate_limited', { ...free, retryAfterSeconds: 1 }],
		['500', 'model_unreachable', free],
		['504', 'model_unreachable', unknownBill],
		['reset', 'model_unreachable', unknownBill]
	])('peer:%s is %s, after one request', async (sentinel, code, details) => {
		const title = `Failing with ${sentinel}`;
		const error = await failure(model().complete(request(title, `peer:${sentinel}`), never));
		expect(error).toMatchObject({ code, ...details });
		expect(error.message).toMatch(/^[A-Z][^{}]+\.$/);
		expect(peer.countFor(title)).toBe(1);
	});

	it.each(['429', '500-once'])(
		'peer:%s passes at the second call, never inside the first',
		async (sentinel) => {
			const task = request(`Once ${sentinel}`, `peer:${sentinel}`);
			await failure(model().complete(task, never));
			expect(peer.countFor(`Once ${sentinel}`)).toBe(1);
			expect((await model().complete(task, never)).answer.summary).toBe(`Finished: Once ${sentinel}`);
		}
	);

	it('is told apart when nobody listens: then nothing was sent', async () => {
		const gone = await startModelPeer();
		await gone.stop();
		const error = await failure(model({ baseUrl: gone.url }).complete(request('Nobody', 'x'), never));
		expect(error.code).toBe('model_unreachable');
		expect(error.effect).toBe('none');
	});

	it('ends a call that takes too long, and closes its connection', async () => {
		const error = await failure(
			model({ timeoutMs: 1_500 }).complete(request('Too slow', 'peer:hang'), never)
		);
		expect(error.code).toBe('model_timed_out');
		expect(error.effect).toBe('unknown');
		expect(await peer.requests.find(({ title }) => title === 'Too slow')?.closedEarly).toBe(true);
	});

	it('also ends an answer that starts in time and then trickles', async () => {
		const trickle: RequestListener = (_incoming, response) => {
			response.writeHead(200, { 'content-type': 'application/json' }).write('{');
		};
		const error = await withServer(trickle, (baseUrl) =>
			failure(model({ baseUrl, timeoutMs: 300 }).complete(request('Trickle', 'x'), never))
		);
		expect(error.code).toBe('model_timed_out');
	});

	it('cuts off an endless answer at the bound and closes its connection', async () => {
		await failure(model({ maxAnswerBytes: 100_000 }).complete(request('No end', 'peer:endless'), never));
		expect(await peer.requests.find(({ title }) => title === 'No end')?.closedEarly).toBe(true);
	});

	it('counts the bytes of a packed answer after unpacking', async () => {
		const { gzipSync } = await import('node:zlib');
		const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
		const send: RequestListener = (_incoming, response) => {
			response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
		};
		const error = await withServer(send, (baseUrl) =>
			failure(model({ baseUrl }).complete(request('Bomb', 'x'), never))
		);
		expect(error.code).toBe('model_too_long');
	});
});

describe('an abort', () => {
	it('closes the connection at the peer', async () => {
		const controller = new AbortController();
		const pending = failure(model().complete(request('Stopped', 'peer:hang'), controller.signal));
		await expect.poll(() => peer.countFor('Stopped')).toBe(1);
		controller.abort();
		const error = await pending;
		expect(error.code).toBe('model_aborted');
		expect(error.effect).toBe('unknown');
		expect(await peer.requests.find(({ title }) => title === 'Stopped')?.closedEarly).toBe(true);
	});

	it('before the call sends nothing', async () => {
		const error = await failure(model().complete(request('Never sent', 'x'), AbortSignal.abort()));
		expect(error.code).toBe('model_aborted');
		expect(error.effect).toBe('none');
		expect(peer.countFor('Never sent')).toBe(0);
	});
});

describe('the key', () => {
	it('is in no error, even when the server repeats it', async () => {
		const repeat: RequestListener = (incoming, response) => {
			const body = {
				error: { message: `Incorrect API key: ${incoming.headers.authorization}`, code: canary }
			};
			response.writeHead(Number(incoming.url?.split('/')[1]), {
				'content-type': 'application/json',
				'x-key': canary
			});
			response.end(JSON.stringify(body));
		};
		for (const status of [400, 401, 403, 404, 422, 429, 500, 503]) {
			const error = await withServer(repeat, (url) => {
				const baseUrl = url.replace('/v1', `/${status}`);
				return failure(model({ baseUrl }).complete(request('Key', 'x'), never));
			});
			const everything =
				inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + error.stack;
			expect(everything).not.toContain(canary);
		}
	});

	it('is not in the model that is passed around', () => {
		expect(inspect(model(), { depth: 20, showHidden: true })).not.toContain(canary);
	});
});
