import { VendorError } from '#server/errors.ts';
import type { Stripe } from '#server/ports/stripe.ts';
import { timeOf, type Ask, type Settings } from './sdk.ts';

type Subject = { id?: unknown; object?: unknown; customer?: unknown };

type Told = {
	id: string;
	type: string;
	livemode: boolean;
	created: number;
	data?: { object?: Subject };
};

/** Reads no more than an event's name and customer: its shape follows the endpoint's version, not our package's. */
export function createEventReader(ask: Ask, { webhookSecret }: Settings): Pick<Stripe, 'readEvent'> {
	return {
		readEvent: (raw, signature) =>
			ask(async (sdk) => {
				const { id, type, livemode, created, data } = (await sdk.webhooks
					.constructEventAsync(raw, signature, webhookSecret)
					.catch(refuse)) as unknown as Told;
				const customerId = customerOf(data?.object ?? {});
				return { id, type, livemode, createdAt: timeOf(created), customerId };
			})
	};
}

function refuse(error: unknown): never {
	const { type } = error as { type?: string };
	if (type !== 'StripeSignatureVerificationError') throw unreadable();
	throw new VendorError(
		'stripe',
		'wrong_signature',
		'This was not signed by Stripe for us, or too long ago.'
	);
}

function unreadable(): VendorError<'stripe'> {
	const message = 'Thin events are not read here: choose snapshot events for this address.';
	return new VendorError('stripe', 'unreadable', message);
}

function customerOf({ id, object, customer }: Subject): string | null {
	if (object === 'customer' && typeof id === 'string') return id;
	if (typeof customer === 'string') return customer;
	return null;
}
