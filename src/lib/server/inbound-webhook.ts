import type { App } from './app.ts';
import { tooManyWrites } from './domain/access/count-write.ts';
import { findAddress } from './domain/workflow/address.ts';
import type { Receipt } from './domain/workflow/fire-delivery.ts';
import { countPost, receiveWebhook } from './domain/workflow/receive-webhook.ts';
import { DomainError } from './errors.ts';
import { setRateLimitHeaders } from './response-headers.ts';
import { isDatabaseDown, isTooLarge } from './trpc/error-map.ts';

/** Statuses are for the sender: what it must mend, and what it may send again later. */
const statuses: Partial<Record<string, number>> = {
	invalid_input: 422,
	idempotency_conflict: 422,
	wrong_signature: 401,
	not_found: 404,
	workflow_off: 410,
	workflow_paused: 409,
	agent_unavailable: 409,
	rate_limited: 429
};
const largestBody = 256 * 1024;

/** Answers a post to a workflow's secret address: 202 with its run, or a sentence that says why not. */
export async function answerWebhook(
	app: App,
	token: string,
	request: Request,
	requestId: string
): Promise<Response> {
	const headers = new Headers();
	try {
		const target = await findAddress(app, 'webhook', token);
		const allowance = await countPost(app, target);
		if (allowance) setRateLimitHeaders(headers, allowance);
		if (allowance?.refused) throw tooManyWrites(allowance.resetSeconds);
		const receipt = await receiveWebhook(app, target, await readPost(request));
		return Response.json(told(app.config.origin, target.workflowId, receipt), { status: 202, headers });
	} catch (error) {
		return refusal(app, requestId, error, headers);
	}
}

async function readPost(request: Request) {
	const header = (name: string) => request.headers.get(name);
	if (!/^application\/json\s*(;|$)/i.test(header('content-type') ?? 'application/json'))
		throw new NotReadable(415, 'Send the body as JSON, with content-type application/json.');
	const body = await request.text();
	if (Buffer.byteLength(body) > largestBody)
		throw new NotReadable(413, `The body may have at most ${largestBody / 1024} kilobytes.`);
	return {
		id: header('webhook-id'),
		timestamp: header('webhook-timestamp'),
		signature: header('webhook-signature'),
		idempotencyKey: header('idempotency-key'),
		body
	};
}

/** The same for the same delivery, however often it comes. Where there is no run yet, `held` says why. */
function told(origin: string, workflowId: string, { taskId, held }: Receipt) {
	const url = taskId ? `${origin}/tasks/${taskId}` : `${origin}/workflows/${workflowId}`;
	return { taskId, url, held };
}

class NotReadable extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

function refusal(app: App, requestId: string, error: unknown, headers: Headers): Response {
	if (error instanceof DomainError && statuses[error.code]) {
		const { code, message, details } = error;
		if (details.retryAfterSeconds) headers.set('retry-after', String(details.retryAfterSeconds));
		return said(statuses[code] ?? 500, { code, message, ...(details.fields && { fields: details.fields }) });
	}
	if (error instanceof NotReadable)
		return said(error.status, { code: 'invalid_input', message: error.message });
	if (isTooLarge(error)) return said(413, { code: 'invalid_input', message: 'The request is too large.' });
	app.log.error({ err: error, requestId }, 'A webhook could not be taken in');
	const message = 'It could not be taken in just now. Please send it again in a moment.';
	if (isDatabaseDown(error)) headers.set('retry-after', '30');
	return isDatabaseDown(error)
		? said(503, { code: 'unavailable', message })
		: said(500, { code: 'internal', message });

	function said(status: number, told: object): Response {
		return Response.json({ error: told }, { status, headers });
	}
}
