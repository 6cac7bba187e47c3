import type Stripe from 'stripe';
import { html, type Markup } from '../../kit/html.ts';
import { baseOf, formOf, redirect, type Answer, type Asked } from '../../kit/http.ts';
import { askingPage, notFoundPage } from '../../kit/layout.ts';
import { attachCard, cardOf, cards, type Card } from '../billing/cards.ts';
import { subscribe } from '../billing/subscriptions.ts';
import { emit } from '../events.ts';
import { sessionNamed } from '../operations/checkout.ts';
import { nowOf, type Store } from '../state.ts';

/** An amount as a person reads it; Stripe counts in the smallest unit of each currency. */
export function moneyOf(amount: number | null, currency: string | null): string {
	const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency ?? 'usd' });
	return format.format((amount ?? 0) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export function cardChoices(): Markup {
	const choices = cards.map(
		({ key, label, last4 }, index) =>
			html`<label class="choice"
				><input type="radio" name="card" value="${key}" ${index === 0 && html` checked`} />
				<span>${label}<small>•••• ${last4}</small></span></label
			>`
	);
	return html`<fieldset style="margin-top:20px">
		<legend>Card</legend>
		${choices}
	</fieldset>`;
}

export function problemOf(problem: string | null): Markup | false {
	return problem !== null && html`<p role="alert" style="color:var(--failed);margin-top:12px">${problem}</p>`;
}

function payPage(session: Stripe.Checkout.Session, name: string, problem: string | null): Answer {
	const amount = moneyOf(session.amount_total, session.currency);
	return askingPage(
		problem === null ? 200 : 402,
		'Pay',
		html`<form class="card pad" method="post" action="/pay/${session.id}">
			<header>
				<h1>Subscribe to ${name}</h1>
				<p class="quiet" style="margin-top:4px">
					${amount} a month. A stand-in for Stripe’s own page; no money moves.
				</p>
			</header>
			${cardChoices()}${problemOf(problem)}
			<div class="actions" style="margin-top:24px">
				<button class="go" name="decision" value="pay">Subscribe</button>
				<button name="decision" value="back">Back</button>
			</div>
		</form>`
	);
}

function challengePage(session: Stripe.Checkout.Session, card: Card): Answer {
	return askingPage(
		200,
		'Confirm the payment',
		html`<form class="card pad" method="post" action="/pay/${session.id}">
			<h1>Your bank asks: is this you?</h1>
			<p class="quiet" style="margin-top:4px">
				${moneyOf(session.amount_total, session.currency)}, card •••• ${card.last4}
			</p>
			<input type="hidden" name="card" value="${card.key}" />
			<div class="actions" style="margin-top:24px">
				<button class="go" name="decision" value="confirmed">Yes, it is me</button>
				<button name="decision" value="failed">No</button>
			</div>
		</form>`
	);
}

function over(session: Stripe.Checkout.Session): Answer {
	return askingPage(
		410,
		'Over',
		html`<div class="card pad">
			<h1>This payment page is ${session.status === 'complete' ? 'paid' : 'no longer open'}</h1>
			<p class="actions"><a class="button" href="${session.cancel_url ?? '/'}">Back</a></p>
		</div>`
	);
}

/** What was chosen is bought: the subscription begins, its first bill is paid, the buyer goes back. */
function complete(store: Store, session: Stripe.Checkout.Session, card: Card, base: string): Answer {
	const { state } = store;
	const customer = state.rows.customer[String(session.customer)];
	const purchase = state.purchases[session.id];
	const price = state.rows.price[purchase?.price ?? ''];
	if (!customer || !purchase || !price) return notFoundPage();
	const now = nowOf(state, customer.id);
	attachCard(state, customer, card, now);
	const start = { customer, price, metadata: purchase.metadata, trialDays: purchase.trialDays, paid: true };
	const subscription = subscribe(state, start, { base, now });
	customer.currency = price.currency;
	session.status = 'complete';
	session.payment_status = 'paid';
	session.subscription = subscription.id;
	session.invoice = subscription.latest_invoice;
	session.url = null;
	emit(state, 'checkout.session.completed', session);
	store.save();
	return redirect((session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id));
}

/** The page where a person pays, and what its buttons do. Null: there is no such session. */
export function checkoutPage(store: Store, asked: Asked, id: string): Answer | null {
	if (!store.state.rows['checkout.session'][id]) return null;
	const session = sessionNamed(store.state, id);
	if (session.status !== 'open') return over(session);
	const price = store.state.rows.price[store.state.purchases[id]?.price ?? ''];
	const name = store.state.rows.product[String(price?.product)]?.name ?? 'AgentForce';
	if (asked.method === 'GET') return payPage(session, name, null);
	const form = formOf(asked);
	const decision = form.get('decision');
	const card = cardOf(form.get('card'));
	if (decision === 'back') return redirect(session.cancel_url ?? '/');
	if (decision === 'failed')
		return payPage(session, name, 'We are unable to authenticate your payment method.');
	if (!card || card.now === 'declined') return payPage(session, name, 'Your card was declined.');
	if (card.now === 'challenge' && decision !== 'confirmed') return challengePage(session, card);
	return complete(store, session, card, baseOf(asked));
}
