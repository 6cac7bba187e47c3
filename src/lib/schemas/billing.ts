import { z } from 'zod';
import { Id, Timestamp } from './common.ts';
import { PaidPlan, Plan } from './plan.ts';

/** What Stripe says of a subscription; `active` also for who has never needed one. */
export const BillingStatus = z.enum([
	'active',
	'trialing',
	'past_due',
	'unpaid',
	'incomplete',
	'paused',
	'canceled'
]);
export type BillingStatus = z.infer<typeof BillingStatus>;

/** Whole minor units of a currency in small letters. */
const money = { amount: z.number().int(), currency: z.string() };

export const Price = z.object({ ...money, interval: z.literal('month') });
export type Price = z.infer<typeof Price>;

export const Invoice = z.object({
	id: z.string(),
	number: z.string().nullable(),
	...money,
	status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']),
	date: Timestamp,
	/** Where it can be read and paid. */
	url: z.string().nullable()
});
export type Invoice = z.infer<typeof Invoice>;

export const Prices = z.object({
	/** False: whoever runs this installation sets plans by hand. */
	onSale: z.boolean(),
	/** Of the plans that can be sold now; null while Stripe does not say. */
	prices: z.partialRecord(PaidPlan, Price).nullable(),
	/** The e-mail address of whoever runs this installation; null where they gave none. */
	contact: z.string().nullable()
});
export type Prices = z.infer<typeof Prices>;

/** An agent, and whether the plan has room for it. */
const PlacedAgent = z.object({
	id: Id,
	name: z.string(),
	role: z.string(),
	avatar: z.string(),
	resting: z.boolean()
});

export const Billing = z.object({
	/** What the workspace may use now: the larger of the next two. */
	plan: Plan,
	/** What it pays for and may use now. */
	paid: Plan.nullable(),
	/** What whoever runs this installation gave it. */
	granted: Plan,
	status: BillingStatus,
	/** When the next bill comes. */
	periodEnd: Timestamp.nullable(),
	/** When it ends; it can be resumed until then. */
	cancelAt: Timestamp.nullable(),
	/** What it changes to, and when. */
	scheduledPlan: Plan.nullable(),
	scheduledAt: Timestamp.nullable(),
	/** While a bill is not paid: until when the plan stays. */
	graceUntil: Timestamp.nullable(),
	price: Price.nullable(),
	invoices: z.array(Invoice),
	/** What the others cost; null where nothing can be bought. */
	prices: z.partialRecord(PaidPlan, Price).nullable(),
	/** Whether there is a subscription that can be changed or ended. */
	subscribed: z.boolean(),
	/** False: whoever runs this installation sets plans by hand. */
	available: z.boolean(),
	agents: z.array(PlacedAgent)
});
export type Billing = z.infer<typeof Billing>;

export const ChoosePlan = z.object({ plan: PaidPlan });
export type ChoosePlan = z.infer<typeof ChoosePlan>;

export const GoTo = z.object({ url: z.string() });

export const PlanPreview = z.object({
	/** Due at once, and every month from then on. */
	amountNow: z.number().int(),
	amountNext: z.number().int(),
	currency: z.string(),
	/** Seconds since 1970: what is due is reckoned from here. */
	prorationDate: z.number().int(),
	/** When a smaller plan begins; null: at once. */
	startsAt: Timestamp.nullable()
});
export type PlanPreview = z.infer<typeof PlanPreview>;

export const KeepAgents = z.object({ agentIds: z.array(Id).min(1).max(500) });
export type KeepAgents = z.infer<typeof KeepAgents>;

export const CheckoutResult = z.object({
	/**
	 * `confirming`: paid, and Stripe has not said so yet. `refunded`: there was a subscription already, so this one was
	 * ended and given back. `ended`: it was bought, and is over by now. `open`: not paid.
	 */
	outcome: z.enum(['active', 'confirming', 'refunded', 'ended', 'open', 'expired']),
	plan: Plan
});
export type CheckoutResult = z.infer<typeof CheckoutResult>;
