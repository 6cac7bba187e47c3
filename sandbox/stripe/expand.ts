import { invalid } from './errors.ts';
import { find } from './events.ts';
import type { State } from './state.ts';

type Json = Record<string, unknown>;

/** What Stripe gives only when it is asked for, by the kind of object. */
const includable: Record<string, Record<string, (state: State, id: string) => unknown>> = {
	invoice: {
		payments: (state, id) =>
			listed(Object.values(state.rows.invoice_payment).filter(({ invoice }) => invoice === id))
	},
	'checkout.session': {
		line_items: (state, id) =>
			listed([{ object: 'item', price: state.rows.price[state.purchases[id]?.price ?? ''] }])
	},
	customer: {
		subscriptions: (state, id) =>
			listed(Object.values(state.rows.subscription).filter(({ customer }) => customer === id))
	}
};

function listed(data: unknown[]) {
	return { object: 'list', data, has_more: false, url: '' };
}

/** A copy in which `expand[]=data.latest_invoice` and the like are whole objects. */
export function expanded(state: State, answer: object, paths: string[] = []): unknown {
	const copy = structuredClone(answer) as Json;
	for (const path of paths) expand(state, copy, path.split('.'), path);
	return copy;
}

function expand(state: State, at: Json, [name = '', ...rest]: string[], path: string): void {
	const include = includable[String(at.object)]?.[name];
	if (include) at[name] = structuredClone(include(state, String(at.id)));
	if (!(name in at)) throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });
	const value = at[name];
	if (typeof value === 'string') at[name] = structuredClone(find(state, value)) ?? value;
	const next = at[name];
	for (const one of Array.isArray(next) ? next : [next])
		if (rest.length > 0 && typeof one === 'object' && one !== null) expand(state, one as Json, rest, path);
}
