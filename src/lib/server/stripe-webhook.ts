import { receiveEvent } from './domain/billing/receive-event.ts';
import { DomainError } from './errors.ts';
import type { Log } from './ports/log.ts';

type Deps = Parameters<typeof receiveEvent>[0] & { log: Log };

/** Statuses are for Stripe: 200 it is written down, these it will never be, anything else: say it again. */
const statuses: Partial<Record<string, number>> = { invalid_input: 400, not_configured: 404 };

/** Answers a webhook of Stripe's. The signature is over the body as it came, byte for byte. */
export async function answerStripe(deps: Deps, request: Request, requestId: string): Promise<Response> {
	const signature = request.headers.get('stripe-signature') ?? '';
	try {
		const { repeated, type } = await receiveEvent(deps, { raw: await request.text(), signature });
		// The plan stays as it is; only whoever runs this can answer the bank.
		if (!repeated && type.startsWith('charge.dispute.'))
			deps.log.warn({ type, requestId }, 'A payment is disputed: look at it at Stripe');
		return Response.json({ repeated });
	} catch (error) {
		const code = error instanceof DomainError ? error.code : 'unavailable';
		const status = statuses[code];
		if (status) return Response.json({ error: { code, message: (error as Error).message } }, { status });
		deps.log.error({ err: error, requestId }, 'An event of Stripe’s could not be written down');
		const message = 'It could not be written down. Please send it again.';
		return Response.json({ error: { code, message } }, { status: 503 });
	}
}
