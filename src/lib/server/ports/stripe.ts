import type { Invoice, PlanPreview, Price } from '#lib/schemas/billing.ts';
import type { PaidPlan } from '#lib/schemas/plan.ts';

export type StripeStatus =
	'trialing' | 'active' | 'past_due' | 'unpaid' | 'incomplete' | 'incomplete_expired' | 'paused' | 'canceled';

/** A subscription as Stripe has it now. */
export type StripeSubscription = {
	id: string;
	itemId: string;
	status: StripeStatus;
	/** Null: its price is none that we know. */
	plan: PaidPlan | null;
	price: Price;
	createdAt: Date;
	periodEnd: Date;
	cancelAt: Date | null;
	scheduled: { id: string; plan: PaidPlan | null; at: Date } | null;
	/** When its bill that is still open was finalised. */
	unpaidSince: Date | null;
	/** The workspace it was bought for, as we wrote into it; only a check. */
	workspaceId: string | null;
};

export type CheckoutSession = {
	id: string;
	/** Null once it is not open. */
	url: string | null;
	status: 'open' | 'complete' | 'expired';
	customerId: string;
	workspaceId: string | null;
	/** What it sells, at today's price; null: something else, or at another. */
	sells: PaidPlan | null;
	/** Where it leads to afterwards. */
	successUrl: string | null;
	/** What was bought; null until it is complete. */
	subscriptionId: string | null;
};

/** What a page of Stripe's is opened for. */
export type PortalFlow =
	{ to: 'manage' } | { to: 'change'; subscription: StripeSubscription; plan: PaidPlan } | { to: 'pay' };

/** Stripe's API. Throws VendorError. Every write that could be done twice carries an idempotency key. */
export type Stripe = {
	/** True when the peer is the sandbox. */
	sandbox: boolean;
	/** Whether the key is for real money. */
	livemode: boolean;
	/** What is wrong with the key or the prices, as one sentence; null when nothing is. */
	problem(): Promise<string | null>;
	/** Of the plans that can be sold now. */
	prices(): Promise<Partial<Record<PaidPlan, Price>>>;
	price(plan: PaidPlan): Promise<Price>;
	createCustomer(workspaceId: string, idempotencyKey: string): Promise<string>;
	nameCustomer(customerId: string, who: { name: string; email: string | null }): Promise<void>;
	/** All of this customer's, ended ones too. */
	subscriptions(customerId: string): Promise<StripeSubscription[]>;
	openCheckouts(customerId: string): Promise<CheckoutSession[]>;
	createCheckout(input: {
		customerId: string;
		workspaceId: string;
		plan: PaidPlan;
		successUrl: string;
		cancelUrl: string;
		idempotencyKey: string;
	}): Promise<CheckoutSession>;
	/** Null: there is no such session. */
	checkout(sessionId: string): Promise<CheckoutSession | null>;
	expireCheckout(sessionId: string): Promise<void>;
	/** The address of a page of Stripe's for a few minutes: never stored, never logged. */
	portal(customerId: string, flow: PortalFlow, returnUrl: string): Promise<string>;
	preview(customerId: string, subscription: StripeSubscription, plan: PaidPlan): Promise<PlanPreview>;
	/** Lets it end with its period, or takes that back; a planned change of price is let go as well. */
	setEnd(subscription: StripeSubscription, ends: boolean): Promise<void>;
	/** Gives back what was paid for it. Safe to do again. */
	refund(subscription: StripeSubscription, customerId: string): Promise<void>;
	/** Ends it at once. Safe to do again. */
	cancel(subscription: StripeSubscription): Promise<void>;
	invoices(customerId: string): Promise<Invoice[]>;
	/** Throws `wrong_signature` and `unreadable`. `customerId` is null for what is about none. */
	readEvent(
		raw: string,
		signature: string
	): Promise<{ id: string; type: string; livemode: boolean; createdAt: Date; customerId: string | null }>;
};
