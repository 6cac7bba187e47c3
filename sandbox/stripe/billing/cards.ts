import type Stripe from 'stripe';
import type { State } from '../state.ts';
import { newPaymentMethod } from '../shapes/customer.ts';

type Outcome = 'paid' | 'declined' | 'challenge';
export type Card = { key: string; label: string; last4: string; now: Outcome; later: Outcome };

/** Stripe's own test cards, by what they do when a person pays with them and when they are charged later. */
export const cards: readonly Card[] = [
	{ key: 'good', label: 'A good card', last4: '4242', now: 'paid', later: 'paid' },
	{ key: 'declined', label: 'A card that is declined', last4: '0002', now: 'declined', later: 'declined' },
	{
		key: 'challenge',
		label: 'A card that asks to confirm (3-D Secure)',
		last4: '3155',
		now: 'challenge',
		later: 'paid'
	},
	{
		key: 'lapses',
		label: 'A card that works once and is declined later',
		last4: '0341',
		now: 'paid',
		later: 'declined'
	},
	{
		key: 'asks-later',
		label: 'A card that asks to confirm every time',
		last4: '3184',
		now: 'challenge',
		later: 'challenge'
	}
];

export function cardOf(key: string | null): Card | undefined {
	return cards.find((card) => card.key === key);
}

/** What the customer's default card does when nobody is there. */
export function chargedLater(state: State, customer: Stripe.Customer): Outcome {
	const { default_payment_method: id } = customer.invoice_settings;
	const method = typeof id === 'string' ? state.rows.payment_method[id] : undefined;
	return cards.find(({ last4 }) => last4 === method?.card?.last4)?.later ?? 'declined';
}

/** Makes a card the customer's default. */
export function attachCard(state: State, customer: Stripe.Customer, card: Card, now: number): void {
	const method = newPaymentMethod(now, customer.id, card.last4);
	state.rows.payment_method[method.id] = method;
	customer.invoice_settings.default_payment_method = method.id;
}
