import type Stripe from 'stripe';
import { z } from 'zod';
import { invalid, missing } from '../errors.ts';
import { emit } from '../events.ts';
import { listFields, listOf, operation } from '../operation.ts';
import { newDispute } from '../shapes/dispute.ts';
import { nowOf, type State } from '../state.ts';

export const disputeOperations = [
	operation(
		'disputes.list',
		'GET /disputes',
		{ ...listFields, payment_intent: z.string().optional() },
		({ state, params }) => {
			const wanted = Object.values(state.rows.dispute).filter(
				({ payment_intent }) => !params.payment_intent || payment_intent === params.payment_intent
			);
			return listOf(wanted, params, '/v1/disputes');
		}
	),
	operation('disputes.retrieve', 'GET /disputes/{id}', {}, ({ state, path: [id = ''] }) => named(state, id)),
	operation('disputes.close', 'POST /disputes/{id}/close', {}, ({ state, path: [id = ''] }) =>
		settleDispute(state, named(state, id), 'lost')
	)
];

function named(state: State, id: string): Stripe.Dispute {
	const dispute = state.rows.dispute[id];
	if (!dispute) throw missing('dispute', id, 'id');
	return dispute;
}

/** What the cardholder's bank does: no request of ours opens one. */
export function openDispute(state: State, intent: string): Stripe.Dispute {
	const paid = Object.values(state.rows.invoice_payment).find(
		({ payment }) => payment.payment_intent === intent
	);
	if (!paid) throw missing('payment_intent', intent, 'payment_intent');
	const dispute = newDispute(
		{ amount: paid.amount_paid ?? 0, currency: paid.currency, intent },
		nowOf(state)
	);
	state.rows.dispute[dispute.id] = dispute;
	emit(state, 'charge.dispute.created', dispute);
	return dispute;
}

export function settleDispute(state: State, dispute: Stripe.Dispute, status: 'won' | 'lost'): Stripe.Dispute {
	if (dispute.status !== 'needs_response') throw invalid('This dispute is already closed.');
	dispute.status = status;
	emit(state, 'charge.dispute.closed', dispute);
	return dispute;
}
