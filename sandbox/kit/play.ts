import type { ServerResponse } from 'node:http';
import { beSlow, retryAfterSeconds, takeFault, type Fault, type FaultState } from './faults.ts';
import { sendAnswer, type Answer, type Asked } from './http.ts';
import type { RecordedRequest, Store } from './store.ts';

/** How a vendor words what goes wrong. */
export type ErrorAnswers = {
	/** Null for what is no error of the vendor's. */
	from(error: unknown): Answer | null;
	unavailable(): Answer;
	rateLimited(retryAfterSeconds: number): Answer;
	unauthenticated(): Answer;
};

/** A request that is understood and not yet done. */
export type Handled = {
	operation: string;
	errors: ErrorAnswers;
	email: string | null;
	/** What is recorded of the body: never a token. */
	body: unknown;
	/** Where sentinels are looked for. */
	texts: string[];
	/** Does it and gives the answer; throws an error of the vendor's when it cannot be done. */
	apply(): Answer | Promise<Answer>;
};

type Outcome = { outcome: RecordedRequest['outcome']; answer: Answer | null };

/** Path and query, without what would open anything. */
function pathOf(url: URL): string {
	const shown = new URL(url);
	for (const name of ['token', 'access_token', 'key']) shown.searchParams.delete(name);
	return shown.pathname + shown.search;
}

const garbled = (answer: Answer): Answer => ({ ...answer, body: String(answer.body).slice(0, 9) });

function refusalFor(fault: Fault, errors: ErrorAnswers): Answer | null {
	if (fault === '503-before') return errors.unavailable();
	if (fault === '429') return errors.rateLimited(retryAfterSeconds);
	return fault === '401-once' ? errors.unauthenticated() : null;
}

async function carriedOut(handled: Handled): Promise<Answer> {
	try {
		return await handled.apply();
	} catch (error) {
		const answer = handled.errors.from(error);
		if (answer) return answer;
		throw error;
	}
}

async function withFault(fault: Fault | null, handled: Handled): Promise<Outcome> {
	if (fault === 'reset-before') return { outcome: 'reset', answer: null };
	if (fault === 'hang-before') return { outcome: 'hang', answer: null };
	const refusal = fault && refusalFor(fault, handled.errors);
	if (refusal) return { outcome: refusal.status, answer: refusal };
	const answer = await carriedOut(handled);
	if (fault === 'reset-after') return { outcome: 'reset', answer: null };
	if (fault === 'hang-after') return { outcome: 'hang', answer: null };
	const given = fault === '503-after' ? handled.errors.unavailable() : answer;
	return { outcome: given.status, answer: fault === 'garbled-after' ? garbled(given) : given };
}

/** Does what is asked, or goes wrong as asked. All of it is on disk before the first byte of an answer leaves. */
export async function play(
	store: Store<FaultState>,
	timeScale: number,
	{ method, url }: Asked,
	handled: Handled,
	response: ServerResponse
): Promise<void> {
	const { operation, email, body, texts } = handled;
	const fault = takeFault(store.state, { operation, email, texts });
	if (fault === 'slow') await beSlow(timeScale);
	const { outcome, answer } = await withFault(fault, handled);
	if (fault || method !== 'GET') store.save();
	const path = pathOf(url);
	store.record({ at: new Date().toISOString(), operation, method, url: path, email, body, outcome, fault });
	if (answer) sendAnswer(response, answer);
	else if (outcome === 'reset') response.socket?.resetAndDestroy();
}

/** For what fails before anything is looked at: a dead token, a broken body. */
export function refuse(
	store: Store<FaultState>,
	{ method, url }: Asked,
	refused: { operation: string; email: string | null; answer: Answer },
	response: ServerResponse
): void {
	const { operation, email, answer } = refused;
	const path = pathOf(url);
	const outcome = answer.status;
	store.record({
		at: new Date().toISOString(),
		operation,
		method,
		url: path,
		email,
		body: null,
		outcome,
		fault: null
	});
	sendAnswer(response, answer);
}
