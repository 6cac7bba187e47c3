import { html } from '../../kit/html.ts';
import { baseOf, formOf, redirect, type Answer, type Asked } from '../../kit/http.ts';
import { askingPage, timeOf } from '../../kit/layout.ts';
import { nowOf, type Store } from '../state.ts';
import { applySwitches } from '../switches.ts';
import { moneyOf } from './checkout.ts';

const day = 86_400;

/** Who has bought what, and a way to let time pass. */
export function overviewPage({ state }: Store): Answer {
	const rows = Object.values(state.rows.subscription).map((subscription) => {
		const price = subscription.items.data[0]?.price;
		const customer = state.rows.customer[String(subscription.customer)];
		return html`<li>
			<span class="row"
				><strong>${customer?.name ?? customer?.email ?? subscription.id}</strong
				><span class="quiet">${price?.lookup_key ?? ''}, ${subscription.status}</span
				><span class="aside">${moneyOf(price?.unit_amount ?? 0, subscription.currency)}</span></span
			>
		</li>`;
	});
	return askingPage(
		200,
		'Stripe',
		html`<form class="card pad" method="post" action="/advance">
				<h1>A Stripe of your own</h1>
				<p class="quiet" style="margin-top:4px">
					It is ${timeOf(nowOf(state) * 1_000)} here. Bills and ends come as time passes.
				</p>
				<div class="actions">
					<button name="days" value="1">A day passes</button
					><button name="days" value="31">A month passes</button>
				</div>
			</form>
			<h2 style="margin-top:32px">Subscriptions</h2>
			${
				rows.length > 0
					? html`<ul class="rows">
							${rows}
						</ul>`
					: html`<p class="empty">Nobody has bought anything yet.</p>`
			}`
	);
}

export function advance(store: Store, asked: Asked): Answer {
	const days = Math.min(400, Math.max(0, Number(formOf(asked).get('days')) || 0));
	applySwitches(store, { advanceSeconds: days * day }, baseOf(asked));
	return redirect('/');
}

export function billPage({ state }: Store, id: string): Answer | null {
	const bill = state.rows.invoice[id];
	if (!bill) return null;
	return askingPage(
		200,
		bill.number ?? 'Bill',
		html`<div class="card pad">
			<h1>${bill.number ?? 'Bill'}</h1>
			<p class="quiet">${bill.status ?? ''}, ${timeOf(bill.created * 1_000)}</p>
			<ul class="rows" style="margin-top:16px">
				${bill.lines.data.map(
					({ description, amount, currency }) =>
						html`<li>
							<span class="row"
								><strong>${description ?? ''}</strong
								><span class="aside">${moneyOf(amount, currency)}</span></span
							>
						</li>`
				)}
			</ul>
			<p style="margin-top:16px">Paid: ${moneyOf(bill.amount_paid, bill.currency)}</p>
		</div>`
	);
}
