import { z } from 'zod';
import { faultNames } from '../kit/faults.ts';
import { json, type Answer, type Asked } from '../kit/http.ts';
import { catchUp } from './billing/time.ts';
import { missing } from './errors.ts';
import { openDispute, settleDispute } from './operations/disputes.ts';
import type { State, Store } from './state.ts';

/** What `POST /sandbox/faults` and the handle take. */
const SwitchInput = z.strictObject({
	webhooks: z
		.strictObject({
			url: z.url().nullable(),
			/** `off`: events are never sent. `hold`: they wait until it is `on` again. */
			mode: z.enum(['on', 'off', 'hold']),
			copies: z.int().min(1),
			delaySeconds: z.number().min(0),
			shuffle: z.boolean()
		})
		.partial()
		.optional(),
	/** Time passes for every customer without a test clock: renewals, tries and ends happen in their order. */
	advanceSeconds: z.int().min(0).optional(),
	afterLastRetry: z.enum(['cancel', 'unpaid', 'past_due']).optional(),
	/** Whose money the bank wants back, by payment intent; or how a dispute that is open ends, by its id. */
	dispute: z
		.union([
			z.strictObject({ paymentIntent: z.string() }),
			z.strictObject({ id: z.string(), ends: z.enum(['won', 'lost']) })
		])
		.optional(),
	/** The next `times` requests of this operation go wrong like this; operations are named as in the recorded requests. */
	next: z
		.strictObject({ operation: z.string(), fault: z.enum(faultNames), times: z.int().min(1).default(1) })
		.optional()
});
export type SwitchInput = z.input<typeof SwitchInput>;

/** Changes how the sandbox behaves from the next request on. Throws when the input is wrong. */
export function applySwitches(store: Store, given: unknown, base: string): void {
	const input = SwitchInput.parse(given);
	const { state } = store;
	const { switches } = state;
	switches.webhooks = {
		...switches.webhooks,
		...(input.webhooks as Partial<typeof switches.webhooks> | undefined)
	};
	switches.afterLastRetry = input.afterLastRetry ?? switches.afterLastRetry;
	if (input.next) switches.next.push({ ...input.next, email: null });
	if (input.dispute) dispute(state, input.dispute);
	if (input.advanceSeconds) {
		state.aheadSeconds += input.advanceSeconds;
		const living = Object.values(state.rows.customer).filter(({ test_clock }) => !test_clock);
		catchUp(
			state,
			living.map(({ id }) => id),
			base
		);
	}
	store.save();
}

function dispute(state: State, asked: NonNullable<z.infer<typeof SwitchInput>['dispute']>): void {
	if ('paymentIntent' in asked) openDispute(state, asked.paymentIntent);
	else {
		const open = state.rows.dispute[asked.id];
		if (!open) throw missing('dispute', asked.id, 'id');
		settleDispute(state, open, asked.ends);
	}
}

export function serveSwitches(store: Store, { body }: Asked, base: string): Answer {
	try {
		applySwitches(store, JSON.parse(body), base);
		return json(200, store.state.switches);
	} catch (error) {
		return json(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : 'That is not JSON.' });
	}
}
