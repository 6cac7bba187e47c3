import { z } from 'zod';
import { invalid, missing } from '../errors.ts';
import { emit } from '../events.ts';
import { end, liveOf } from '../billing/subscriptions.ts';
import { catchUp } from '../billing/time.ts';
import { listFields, listOf, metadata, number, operation } from '../operation.ts';
import { newCustomer } from '../shapes/customer.ts';
import { newId, nowOf, type State } from '../state.ts';

/** Throws `resource_missing`. `param` is what named it. */
export function customerNamed(state: State, id: string, param = 'customer') {
	const customer = state.rows.customer[id];
	if (!customer || customer.deleted) throw missing('customer', id, param);
	return customer;
}

const customerFields = {
	name: z.string().optional(),
	email: z.email().optional(),
	metadata: metadata().optional()
};

function newClock(frozen: number, name: string | undefined) {
	return {
		id: newId('clock'),
		object: 'test_helpers.test_clock' as const,
		created: Math.floor(Date.now() / 1_000),
		deletes_after: frozen + 30 * 86_400,
		frozen_time: frozen,
		livemode: false,
		name: name ?? null,
		status: 'ready' as const,
		status_details: {}
	};
}

function clockNamed(state: State, id: string) {
	const clock = state.rows['test_helpers.test_clock'][id];
	if (!clock) throw missing('test_clock', id, 'id');
	return clock;
}

export const customerOperations = [
	operation(
		'customers.create',
		'POST /customers',
		{ ...customerFields, test_clock: z.string().optional() },
		({ state, params }) => {
			const { test_clock: clock } = params;
			if (clock) clockNamed(state, clock);
			const now = clock ? clockNamed(state, clock).frozen_time : nowOf(state);
			const { expand: _, ...given } = params as typeof params & { expand?: string[] };
			const customer = newCustomer(now, given as Parameters<typeof newCustomer>[1]);
			state.rows.customer[customer.id] = customer;
			emit(state, 'customer.created', customer);
			return customer;
		}
	),
	operation('customers.retrieve', 'GET /customers/{id}', {}, ({ state, path: [id = ''] }) => {
		const customer = state.rows.customer[id];
		if (!customer) throw missing('customer', id, 'id');
		return customer.deleted ? ({ id, object: 'customer', deleted: true } as { object: string }) : customer;
	}),
	operation(
		'customers.update',
		'POST /customers/{id}',
		customerFields,
		({ state, path: [id = ''], params }) => {
			const customer = customerNamed(state, id, 'id');
			if (params.name !== undefined) customer.name = params.name;
			if (params.email !== undefined) customer.email = params.email;
			if (params.metadata !== undefined) customer.metadata = { ...customer.metadata, ...params.metadata };
			emit(state, 'customer.updated', customer);
			return customer;
		}
	),
	operation('customers.del', 'DELETE /customers/{id}', {}, ({ state, path: [id = ''] }) => {
		const customer = customerNamed(state, id, 'id');
		for (const subscription of liveOf(state, id)) end(state, subscription, nowOf(state, id));
		Object.assign(customer, { deleted: true });
		emit(state, 'customer.deleted', customer);
		return { id, object: 'customer', deleted: true } as { object: string };
	}),
	operation(
		'testHelpers.testClocks.create',
		'POST /test_helpers/test_clocks',
		{ frozen_time: number(), name: z.string().optional() },
		({ state, params }) => {
			const clock = newClock(params.frozen_time, params.name);
			state.rows['test_helpers.test_clock'][clock.id] = clock;
			return clock;
		}
	),
	operation(
		'testHelpers.testClocks.retrieve',
		'GET /test_helpers/test_clocks/{id}',
		{},
		({ state, path: [id = ''] }) => clockNamed(state, id)
	),
	operation(
		'testHelpers.testClocks.advance',
		'POST /test_helpers/test_clocks/{id}/advance',
		{ frozen_time: number() },
		({ state, path: [id = ''], params, base }) => {
			const clock = clockNamed(state, id);
			if (params.frozen_time <= clock.frozen_time)
				throw invalid('A test clock can only go forward.', { param: 'frozen_time' });
			clock.frozen_time = params.frozen_time;
			const on = Object.values(state.rows.customer).filter(({ test_clock }) => test_clock === id);
			catchUp(
				state,
				on.map((customer) => customer.id),
				base
			);
			return clock;
		}
	),
	operation(
		'events.list',
		'GET /events',
		{ ...listFields, types: z.array(z.string()).optional(), type: z.string().optional() },
		({ state, params }) => {
			const { types, type } = params;
			const wanted = Object.values(state.rows.event).filter(
				(event) => (!types || types.includes(event.type)) && (!type || event.type === type)
			);
			return listOf(wanted, params, '/v1/events');
		}
	),
	operation('events.retrieve', 'GET /events/{id}', {}, ({ state, path: [id = ''] }) => {
		const event = state.rows.event[id];
		if (!event) throw missing('event', id, 'id');
		return event;
	})
];
