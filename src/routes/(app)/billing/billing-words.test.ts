import { expect, test } from 'vitest';
import { stateInWords } from './billing-words.ts';

type State = Parameters<typeof stateInWords>[0];

const subscribed: State = {
	status: 'active',
	plan: 'pro',
	paid: 'pro',
	granted: 'free',
	periodEnd: 'its end',
	cancelAt: null,
	scheduledPlan: null,
	scheduledAt: null,
	graceUntil: null,
	subscribed: true,
	available: true
};
const never: State = { ...subscribed, plan: 'free', paid: null, periodEnd: null, subscribed: false };

test.each<[string, State, string]>([
	['a subscription', subscribed, 'The next bill comes on its end.'],
	[
		'one beside a larger plan that was given',
		{ ...subscribed, paid: 'starter', granted: 'pro' },
		'You pay for Starter, and whoever runs this AgentForce gave you Pro. The next bill comes on its end.'
	],
	[
		'one that ends',
		{ ...subscribed, cancelAt: 'the 1st' },
		'Pro ends on the 1st and becomes Free. Nothing is deleted.'
	],
	[
		'one that ends, and a plan that was given stays',
		{ ...subscribed, cancelAt: 'the 1st', granted: 'starter' },
		'Pro ends on the 1st and becomes Starter. Nothing is deleted.'
	],
	[
		'a smaller one to come',
		{ ...subscribed, scheduledPlan: 'starter', scheduledAt: 'the 1st' },
		'Becomes Starter on the 1st. Until then nothing changes.'
	],
	[
		'a declined card within the week',
		{ ...subscribed, status: 'past_due', graceUntil: 'the 8th' },
		'The card was declined. Pro stays until the 8th, so that there is time to use another.'
	],
	[
		'a declined card after the week',
		{ ...subscribed, status: 'past_due', plan: 'free', paid: null, graceUntil: 'the 8th' },
		'The card was declined and the week to pay is over, so the free limits apply. Paying brings everything back.'
	],
	[
		'a declined card after the week, and a plan that was given',
		{ ...subscribed, status: 'past_due', plan: 'starter', paid: null, granted: 'starter' },
		'The card was declined and the week to pay is over, so Starter is left, which you need not pay for. Paying brings everything back.'
	],
	[
		'one that is paused',
		{ ...subscribed, status: 'paused', plan: 'free', paid: null },
		'Stripe has paused the subscription, so the free limits apply. A card on file lets it go on.'
	],
	['no subscription', never, 'Free, no card. A larger plan begins as soon as it is paid.'],
	[
		'a plan that was given',
		{ ...never, plan: 'pro', granted: 'pro' },
		'Given by whoever runs this AgentForce. Nothing is billed.'
	]
])('%s', (_, state, words) => {
	expect(stateInWords(state, (at) => at ?? 'never')).toBe(words);
});
