import { DomainError, failedBy } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Stripe } from '#server/ports/stripe.ts';
import { stripeOf } from './billing-row.ts';

/**
 * Writes down that Stripe has said something, with a job to look what is true now, in one transaction; a repeat changes
 * nothing. What happened is never read from the event. Throws `invalid_input` for what is not Stripe's word to us, and
 * whatever the database throws: then Stripe says it again.
 */
export async function receiveEvent(
	deps: { db: Db; jobs: Jobs; stripe: Stripe | null },
	{ raw, signature }: { raw: string; signature: string }
): Promise<{ repeated: boolean; type: string }> {
	const stripe = stripeOf(deps);
	const event = await readEvent(stripe, raw, signature);
	if (event.livemode !== stripe.livemode)
		throw new DomainError('invalid_input', 'This event is of the other mode (test or live) than our key.');
	return deps.db.$transaction(async (tx) => {
		const { id, type, createdAt, customerId } = event;
		const { count } = await tx.stripeEvent.createMany({
			data: { id, type, createdAt, customerId },
			skipDuplicates: true
		});
		if (count === 1 && customerId !== null)
			await deps.jobs.add(tx, 'sync-billing', { customerId }, { key: `billing ${customerId}` });
		return { repeated: count === 0, type };
	});
}

async function readEvent(stripe: Stripe, raw: string, signature: string) {
	try {
		return await stripe.readEvent(raw, signature);
	} catch (error) {
		if (failedBy('stripe', error)) throw new DomainError('invalid_input', error.message);
		throw error;
	}
}
