import { answerFailure, connectionFailure, unreadableAnswer } from './google-failure.ts';
import type { Intent } from './google-failure.ts';

export type Limits = {
	/** For the whole request, the last byte of the answer included. */
	timeoutMs: number;
	/** Unpacked bytes of one answer, beyond which the connection is closed. */
	maxAnswerBytes: number;
};

type AskOptions = { intent: Intent; limits: Limits; onAsk?: () => void };

async function readAtMost(response: Response, maxBytes: number): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of response.body ?? []) {
		bytes += chunk.byteLength;
		// Leaving the loop by an exception cancels the stream, which closes the connection.
		if (bytes > maxBytes) throw new RangeError(`The answer is longer than ${maxBytes} bytes.`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * A `fetch` that is one request and no more: no second try, no redirect followed, an end after the time-out and after
 * too many bytes. What it gives back is a success with whole JSON; everything else is thrown as VendorError.
 */
export function oneRequest({ intent, limits, onAsk }: AskOptions): typeof fetch {
	return async (input, init = {}) => {
		const { method, headers, body } = init;
		const signal = AbortSignal.timeout(limits.timeoutMs);
		onAsk?.();
		const response = await fetch(input, { method, headers, body, redirect: 'manual', signal }).catch(
			(error: unknown) => {
				throw connectionFailure(error, intent);
			}
		);
		const text = await readAtMost(response, limits.maxAnswerBytes).catch((error: unknown) => {
			// A refusal is one even when its explanation was cut off.
			if (!response.ok) return '';
			throw connectionFailure(error, intent);
		});
		const answer = parse(text);
		if (!response.ok) throw answerFailure(response.status, response.headers, answer, intent);
		if (typeof answer !== 'object' || answer === null) throw unreadableAnswer(intent);
		return Response.json(answer);
	};
}
