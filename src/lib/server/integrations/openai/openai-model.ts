import OpenAI from 'openai';
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { type VendorErrorDetails, VendorError, failedBy } from '#server/errors.ts';
import type { Model, ModelPrice, ModelReply, ModelRequest } from '#server/ports/model.ts';
import { answerFormat } from './answer-format.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { modelFailure } from './model-failure.ts';
import { readAnswer } from './read-answer.ts';
import { sentences } from './sentences.ts';

export type OpenAiModelOptions = {
	apiKey: string;
	/** OpenAI's, or that of any server that speaks its chat completions. */
	baseUrl: string;
	model: string;
	/** Dollars per million tokens, where the operator has said so. */
	price?: ModelPrice | null;
	/** For the whole call, the last byte included. */
	timeoutMs?: number;
	maxOutputTokens?: number;
	/** Unpacked bytes of one answer, beyond which the connection is closed. */
	maxAnswerBytes?: number;
};

const defaultTimeoutMs = 120_000;
/** Below the limit of every current model; room for a long document and for thinking before it. */
const defaultMaxOutputTokens = 16_000;
const defaultMaxAnswerBytes = 2_000_000;

/** OpenAI's newer models refuse `max_tokens`; most compatible servers know nothing else. */
function outputLimit(baseUrl: string, model: string, tokens: number): object {
	const newer = baseUrl.startsWith('https://api.openai.com') || /^(openai\/)?(gpt-[5-9]|o\d)/.test(model);
	return newer ? { max_completion_tokens: tokens } : { max_tokens: tokens };
}

function isCount(value: unknown): value is number {
	return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 2_147_483_647;
}

function usageOf(completion: Partial<ChatCompletion>): ModelReply['usage'] {
	const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = completion.usage ?? {};
	return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : null;
}

/** Some servers send the content in parts, although the standard says a text. */
function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) return '';
	return content
		.map((part: { text?: unknown } | null) => (typeof part?.text === 'string' ? part.text : ''))
		.join('');
}

/** Takes the answer out of whatever a server sent with status 200: its shape is promised by nobody. */
function readCompletion(received: unknown, asked: string, action: ModelRequest['action']): ModelReply {
	if (received === undefined || received === null || received === '') {
		throw new VendorError('model', 'model_empty', sentences.empty, { effect: 'unknown' });
	}
	if (typeof received !== 'object')
		throw new VendorError('model', 'model_not_json', sentences.notJson, { effect: 'unknown' });
	const completion = received as Partial<ChatCompletion>;
	const usage = usageOf(completion);
	const details: VendorErrorDetails = usage ? { effect: 'done', usage } : { effect: 'unknown' };
	const choice = Array.isArray(completion.choices) ? completion.choices[0] : undefined;
	const finish = choice?.finish_reason;
	if (choice?.message?.refusal || finish === 'content_filter') {
		throw new VendorError('model', 'model_refused', sentences.refused, details);
	}
	if (finish === 'length') throw new VendorError('model', 'model_cut_off', sentences.cutOff, details);
	const answer = readAnswer(textOf(choice?.message?.content), action, details);
	const named = typeof completion.model === 'string' ? completion.model.trim() : '';
	return { answer, model: named === '' || named.length > 200 ? asked : named, usage };
}

/** The environment may hold variables that the SDK would read by itself; all it needs is named here. */
function createClient(apiKey: string, baseURL: string, timeoutMs: number, maxBytes: number): OpenAI {
	return new OpenAI({
		apiKey,
		baseURL,
		adminAPIKey: null,
		organization: null,
		project: null,
		webhookSecret: null,
		maxRetries: 0,
		// Ours ends the call first; the SDK's own covers only the time until the headers.
		timeout: timeoutMs * 2,
		logLevel: 'off',
		fetch: boundedFetch(maxBytes)
	});
}

/** A model behind OpenAI's chat completions. One HTTP request per `complete`, never a second one; throws VendorError. */
export function createOpenAiModel(options: OpenAiModelOptions): Model {
	const { baseUrl } = options;
	const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
	const client = createClient(
		options.apiKey,
		baseUrl,
		timeoutMs,
		options.maxAnswerBytes ?? defaultMaxAnswerBytes
	);
	const mostTokens = options.maxOutputTokens ?? defaultMaxOutputTokens;

	async function complete(request: ModelRequest, signal: AbortSignal): Promise<ModelReply> {
		if (signal.aborted) throw new VendorError('model', 'model_aborted', sentences.aborted);
		const deadline = AbortSignal.timeout(timeoutMs);
		const messages = [
			{ role: 'system' as const, content: request.system },
			{ role: 'user' as const, content: request.user }
		];
		const tokens = Math.min(request.maxOutputTokens ?? mostTokens, mostTokens);
		const limit = outputLimit(baseUrl, options.model, tokens);
		try {
			const received: unknown = await client.chat.completions.create(
				{ model: options.model, messages, response_format: answerFormat(request.action), ...limit },
				{ signal: AbortSignal.any([signal, deadline]) }
			);
			return readCompletion(received, options.model, request.action);
		} catch (error) {
			if (failedBy('model', error)) throw error;
			if (signal.aborted)
				throw new VendorError('model', 'model_aborted', sentences.aborted, { effect: 'unknown' });
			if (deadline.aborted)
				throw new VendorError('model', 'model_timed_out', sentences.timedOut, { effect: 'unknown' });
			throw modelFailure(error);
		}
	}

	return { offline: false, name: options.model, price: options.price ?? null, complete };
}
