import type { Invoice } from '#lib/schemas/billing.ts';
import { failedBy } from '#server/errors.ts';
import type { Stripe, StripeSubscription } from '#server/ports/stripe.ts';
import type { Catalogue } from './catalogue.ts';
import { idOf, timeOf, type Ask } from './sdk.ts';

type Bills = Pick<Stripe, 'invoices' | 'preview' | 'refund'>;

export function createBills(ask: Ask, catalogue: Catalogue): Bills {
	return {
		async invoices(customer) {
			const { data } = await ask((sdk) => sdk.invoices.list({ customer, limit: 24 }));
			return data.map((invoice) => ({
				id: String(invoice.id),
				number: invoice.number,
				amount: invoice.total,
				currency: invoice.currency,
				status: (invoice.status ?? 'draft') as Invoice['status'],
				date: timeOf(invoice.created).toISOString(),
				url: invoice.hosted_invoice_url ?? null
			}));
		},
		async preview(customer, subscription, plan) {
			const { id: price, price: next } = await catalogue.of(plan);
			if (next.amount < subscription.price.amount) return smaller(subscription, next.amount);
			const prorationDate = Math.floor(Date.now() / 1_000);
			const preview = await ask((sdk) =>
				sdk.invoices.createPreview({
					customer,
					subscription: subscription.id,
					subscription_details: {
						items: [{ id: subscription.itemId, price }],
						proration_behavior: 'always_invoice',
						proration_date: Math.min(prorationDate, Math.floor(subscription.periodEnd.getTime() / 1_000))
					}
				})
			);
			const { amount_due: amountNow, currency } = preview;
			return { amountNow, amountNext: next.amount, currency, prorationDate, startsAt: null };
		},
		async refund(subscription, customer) {
			const { data } = await ask((sdk) =>
				sdk.invoices.list({ customer, subscription: subscription.id, limit: 10, expand: ['data.payments'] })
			);
			const payments = data.flatMap(({ payments: paid }) => paid?.data ?? []);
			for (const { status, payment } of payments)
				if (status === 'paid' && payment.payment_intent) await giveBack(ask, idOf(payment.payment_intent));
		}
	};
}

/** A smaller plan begins with the next period, so nothing is due now. */
function smaller({ periodEnd, price }: StripeSubscription, amountNext: number) {
	const prorationDate = Math.floor(periodEnd.getTime() / 1_000);
	return {
		amountNow: 0,
		amountNext,
		currency: price.currency,
		prorationDate,
		startsAt: periodEnd.toISOString()
	};
}

async function giveBack(ask: Ask, intent: string): Promise<void> {
	try {
		const key = { idempotencyKey: `refund ${intent}` };
		await ask((sdk) => sdk.refunds.create({ payment_intent: intent, reason: 'duplicate' }, key));
	} catch (error) {
		if (!failedBy('stripe', error) || error.code !== 'already_refunded') throw error;
	}
}
