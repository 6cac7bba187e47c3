import type { MethodOptions } from 'googleapis/build/src/apis/gmail/index.js';
import type { z } from 'zod';
import { type VendorError, failedBy } from '#server/errors.ts';
import { connectionFailure, googleError, unreadableAnswer } from './google-failure.ts';
import type { Intent } from './google-failure.ts';
import { oneRequest } from './one-request.ts';
import type { Limits } from './one-request.ts';

type Call<Answer> = {
	accessToken: string;
	/** What the answer must have. */
	answer: z.ZodType<Answer>;
	send(options: MethodOptions): Promise<{ data: unknown }>;
};

export type Calls = {
	read<Answer>(call: Call<Answer>): Promise<Answer>;
	write<Answer>(call: Call<Answer>): Promise<Answer>;
};

/** The SDK wraps what our `fetch` throws in an error of its own, which carries the whole request, token included. */
function ours(error: unknown): VendorError<'google'> | null {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++) {
		if (failedBy('google', cause)) return cause;
	}
	return null;
}

/** Calls of the SDK's methods in our way: our fetch, the caller's token, no retry, an answer that has been looked at. */
export function createCalls(limits: Limits): Calls {
	async function run<Answer>(intent: Intent, { accessToken, answer, send }: Call<Answer>): Promise<Answer> {
		let asked = false;
		const fetchImplementation = oneRequest({ intent, limits, onAsk: () => (asked = true) });
		const headers = { authorization: `Bearer ${accessToken}` };
		const received = await send({ headers, fetchImplementation, retry: false }).catch((error: unknown) => {
			// What the SDK itself refuses to send is a wrong request, not a failed one.
			throw ours(error) ?? (asked ? connectionFailure(error, intent) : googleError('refused', 'none'));
		});
		const parsed = answer.safeParse(received.data);
		if (!parsed.success) throw unreadableAnswer(intent);
		return parsed.data;
	}
	return { read: (call) => run('read', call), write: (call) => run('write', call) };
}
