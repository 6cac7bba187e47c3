import type Stripe from 'stripe';
import { newId, nowOf, type State, type TableName } from './state.ts';

type Subject = { id?: string; object: string; customer?: unknown };

/** Says that something happened, with the thing as it is now, and puts it on its way to the webhook. */
export function emit(state: State, type: Stripe.Event['type'], subject: Subject): void {
	const customer = subject.object === 'customer' ? subject.id : subject.customer;
	const event = {
		id: newId('evt'),
		object: 'event',
		api_version: '2026-10-28.endive',
		created: nowOf(state, typeof customer === 'string' ? customer : null),
		data: { object: structuredClone(subject) },
		livemode: false,
		pending_webhooks: 1,
		request: { id: null, idempotency_key: null },
		type
	} as unknown as Stripe.Event;
	state.rows.event[event.id] = event;
	const { mode, copies, delaySeconds } = state.switches.webhooks;
	if (mode === 'off') return;
	for (let copy = 0; copy < copies; copy += 1)
		state.deliveries.push({ event: event.id, dueAt: Date.now() + delaySeconds * 1_000, tries: 0 });
}

/** What a field that names another thing leads to. */
export function find(state: State, id: string): unknown {
	const tables = Object.keys(state.rows) as TableName[];
	return tables.map((table) => (state.rows[table] as Record<string, unknown>)[id]).find(Boolean);
}
