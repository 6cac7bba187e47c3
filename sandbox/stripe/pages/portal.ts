import type Stripe from 'stripe';
import { html, type Markup } from '../../kit/html.ts';
import { baseOf, formOf, redirect, type Answer, type Asked } from '../../kit/http.ts';
import { askingPage, timeOf } from '../../kit/layout.ts';
import { attachCard, cardOf } from '../billing/cards.ts';
import { itemOf } from '../billing/invoices.ts';
import {
	cancelAt,
	changePrice,
	liveOf,
	payOpen,
	prorations,
	schedulePrice
} from '../billing/subscriptions.ts';
import { settle } from '../billing/time.ts';
import { ApiError } from '../errors.ts';
import { emit } from '../events.ts';
import { configurationNamed } from '../operations/portal.ts';
import { nowOf, ownedBy, type Price, type State, type Store } from '../state.ts';
import { cardChoices, moneyOf, problemOf } from './checkout.ts';

type View = {
	store: Store;
	state: State;
	session: Stripe.BillingPortal.Session;
	subscription: Stripe.Subscription | undefined;
	features: Stripe.BillingPortal.Configuration.Features;
	now: number;
	base: string;
};

const monthly = (price: Pick<Price, 'unit_amount' | 'currency'>) =>
	`${moneyOf(price.unit_amount, price.currency)} a month`;
const nameOf = ({ state }: View, price: Pick<Price, 'product'>) =>
	state.rows.product[String(price.product)]?.name ?? 'this plan';

function button(value: string, label: string, go = false): Markup {
	return html`<button ${go && html`class="go"`} name="do" value="${value}">${label}</button>`;
}

function isDowngrade({ subscription, features }: View, price: Price): boolean {
	const lower = (price.unit_amount ?? 0) < (subscription?.items.data[0]?.price.unit_amount ?? 0);
	const { conditions } = features.subscription_update.schedule_at_period_end;
	return lower && conditions.some(({ type }) => type === 'decreasing_item_amount');
}

function confirmPage(view: View, price: Price, problem: string | null): Markup {
	const { subscription, now, session } = view;
	if (!subscription) return html`<p>There is no subscription to change.</p>`;
	const due = prorations(subscription, price, now).reduce((sum, { amount }) => sum + amount, 0);
	const words = isDowngrade(view, price)
		? html`From ${timeOf(itemOf(subscription).current_period_end * 1_000)} it costs ${monthly(price)}. Nothing
			is due today.`
		: html`Due today: ${moneyOf(Math.max(0, due), price.currency)}. After that ${monthly(price)}.`;
	return html`<h1>Change to ${nameOf(view, price)}</h1>
		<p style="margin-top:8px">${words}</p>
		${problemOf(problem)}
		<input type="hidden" name="price" value="${price.id}" />
		<div class="actions" style="margin-top:24px">
			${button('change', 'Confirm', true)}<a class="button" href="${session.return_url ?? '/'}">Back</a>
		</div>`;
}

function planChoices(view: View): Markup[] {
	const { state, features, subscription } = view;
	const prices = (features.subscription_update.products ?? []).flatMap((product) => product.prices);
	return prices
		.map((id) => state.rows.price[id])
		.filter((price) => price !== undefined && price.id !== subscription?.items.data[0]?.price.id)
		.map(
			(price) =>
				price &&
				html`<li>
					<span class="row"
						><strong>${nameOf(view, price)}</strong><span class="quiet">${monthly(price)}</span>
						<span class="aside"><a class="button" href="?price=${price.id}">Choose</a></span></span
					>
				</li>`
		)
		.filter((row) => row !== undefined);
}

function home(view: View, problem: string | null): Markup {
	const { subscription, session, state } = view;
	const ends = subscription?.cancel_at;
	const paid = ownedBy(state, 'invoice', session.customer);
	return html`<h1>Manage your subscription</h1>
		${
			subscription
				? html`<p style="margin-top:8px">
							${nameOf(view, itemOf(subscription).price as unknown as Price)},
							${ends ? html`ends on ${timeOf(ends * 1_000)}` : html`next bill on ${timeOf(itemOf(subscription).current_period_end * 1_000)}`}
						</p>
						<ul class="rows" style="margin-top:16px">
							${planChoices(view)}
						</ul>
						<div class="actions">
							${ends ? button('resume', 'Do not cancel', true) : button('cancel', 'Cancel at the end of the period')}
						</div>`
				: html`<p style="margin-top:8px">You have no subscription.</p>`
		}
		<h2 style="margin-top:24px">Another card</h2>
		${cardChoices()}${problemOf(problem)}
		<div class="actions">${button('card', 'Use this card')}</div>
		<h2 style="margin-top:24px">Bills</h2>
		<ul class="rows">
			${paid.map(
				(bill) =>
					html`<li>
						<span class="row"
							><strong>${bill.number ?? ''}</strong><span class="quiet">${bill.status ?? ''}</span
							><span class="aside">${moneyOf(bill.total, bill.currency)}</span></span
						>
					</li>`
			)}
		</ul>
		<div class="actions">
			<a class="button" href="${session.return_url ?? '/'}">Return to AgentForce</a>
		</div>`;
}

function show(view: View, chosen: string | null, problem: string | null = null): Answer {
	const { session, state } = view;
	const flow = session.flow;
	const price = state.rows.price[chosen ?? flow?.subscription_update_confirm?.items[0]?.price ?? ''];
	const content = price
		? confirmPage(view, price, problem)
		: flow?.type === 'payment_method_update'
			? html`<h1>Use another card</h1>
					${cardChoices()}${problemOf(problem)}
					<div class="actions">${button('card', 'Use this card', true)}</div>`
			: home(view, problem);
	return askingPage(
		problem === null ? 200 : 402,
		'Your subscription',
		html`<form class="card pad" method="post" action="/portal/${session.id}">${content}</form>`
	);
}

function change(view: View, price: Price | undefined): void {
	const { state, subscription, base, now } = view;
	if (!subscription || !price) return;
	if (isDowngrade(view, price)) schedulePrice(state, subscription, price, now);
	else changePrice(state, subscription, price, { base, now });
}

function takeCard(view: View, key: string | null): void {
	const { state, session, now } = view;
	const card = cardOf(key);
	const customer = state.rows.customer[session.customer];
	if (!card || !customer || card.now === 'declined')
		throw new ApiError(402, 'card_error', 'Your card was declined.');
	attachCard(state, customer, card, now);
	emit(state, 'customer.updated', customer);
	payOpen(state, customer, (subscription, invoice) => settle(state, subscription, invoice, now));
}

const deeds: Record<string, (view: View, form: URLSearchParams) => void> = {
	change: (view, form) => change(view, view.state.rows.price[form.get('price') ?? '']),
	cancel: ({ state, subscription, now }) =>
		subscription && cancelAt(state, subscription, itemOf(subscription).current_period_end, now),
	resume: ({ state, subscription, now }) => subscription && cancelAt(state, subscription, null, now),
	card: (view, form) => takeCard(view, form.get('card'))
};

/** The page where a person changes what they have bought. Null: there is no such session. */
export function portalPage(store: Store, asked: Asked, id: string): Answer | null {
	const { state } = store;
	const session = state.rows['billing_portal.session'][id];
	if (!session) return null;
	const { features } = configurationNamed(state, String(session.configuration));
	const [subscription] = liveOf(state, session.customer);
	const now = nowOf(state, session.customer);
	const view = { store, state, session, subscription, features, now, base: baseOf(asked) };
	if (asked.method === 'GET') return show(view, asked.url.searchParams.get('price'));
	const form = formOf(asked);
	try {
		deeds[form.get('do') ?? '']?.(view, form);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		return show(view, form.get('price'), error.message);
	}
	store.save();
	return redirect(session.flow?.after_completion.redirect?.return_url ?? `/portal/${id}`);
}
