import { z } from 'zod';
import {
	Billing,
	CheckoutResult,
	ChoosePlan,
	GoTo,
	KeepAgents,
	PlanPreview,
	Prices
} from '#lib/schemas/billing.ts';
import {
	cancelPlan,
	openPortal,
	previewPlan,
	resumePlan
} from '#server/domain/billing/change-subscription.ts';
import { confirmCheckout } from '#server/domain/billing/confirm-checkout.ts';
import { getBilling } from '#server/domain/billing/get-billing.ts';
import { keepAgents } from '#server/domain/billing/keep-agents.ts';
import { listPrices } from '#server/domain/billing/list-prices.ts';
import { startCheckout } from '#server/domain/billing/start-checkout.ts';
import { DomainError, failedBy } from '#server/errors.ts';
import { procedureFor, publicProcedure, router } from './procedures.ts';

const tags = ['Billing'];
const notSetUp = 'Paying is not set up properly here. Please tell whoever runs this AgentForce.';
const nothing = z.object({}).optional();
/** What Stripe refuses or cannot do now is said as it is, and nothing has changed. */
const paying = procedureFor('manage billing').use(async ({ next }) => {
	const result = await next();
	const cause = result.ok ? null : result.error.cause;
	if (!failedBy('stripe', cause)) return result;
	if (cause.code === 'misconfigured' || cause.code === 'wrong_keys')
		throw new DomainError('not_configured', notSetUp);
	throw new DomainError('unavailable', `${cause.message} Nothing was changed. Please try again in a moment.`);
});

export const billingRouter = router({
	prices: publicProcedure
		.meta({ openapi: { method: 'GET', path: '/prices', tags, summary: 'What plans cost' } })
		.input(nothing)
		.output(Prices)
		.query(({ ctx }) => listPrices(ctx.app)),

	get: paying
		.meta({
			openapi: { method: 'GET', path: '/billing', tags, summary: 'Plan, price, next bill and invoices' }
		})
		.input(nothing)
		.output(Billing)
		.query(({ ctx }) => getBilling(ctx.app, ctx.actor)),

	checkout: paying
		.meta({
			openapi: {
				method: 'POST',
				path: '/billing/checkout',
				tags,
				summary: 'Where a plan is bought or changed'
			}
		})
		.input(ChoosePlan)
		.output(GoTo)
		.mutation(({ ctx, input }) => startCheckout(ctx.app, ctx.actor, input)),

	confirm: paying
		.input(z.object({ sessionId: z.string().max(200) }))
		.output(CheckoutResult)
		.mutation(({ ctx, input }) => confirmCheckout(ctx.app, ctx.actor, input.sessionId)),

	portal: paying
		.meta({
			openapi: { method: 'GET', path: '/billing/portal', tags, summary: 'Where the subscription is managed' }
		})
		.input(nothing)
		.output(GoTo)
		.query(({ ctx }) => openPortal(ctx.app, ctx.actor)),

	preview: paying
		.meta({
			openapi: { method: 'POST', path: '/billing/preview', tags, summary: 'What a plan would cost now' }
		})
		.input(ChoosePlan)
		.output(PlanPreview)
		.mutation(({ ctx, input }) => previewPlan(ctx.app, ctx.actor, input)),

	cancel: paying
		.meta({
			openapi: { method: 'POST', path: '/billing/cancel', tags, summary: 'Let the plan end with its period' }
		})
		.input(nothing)
		.output(Billing)
		.mutation(async ({ ctx }) => {
			await cancelPlan(ctx.app, ctx.actor);
			return getBilling(ctx.app, ctx.actor);
		}),

	resume: paying
		.meta({
			openapi: { method: 'POST', path: '/billing/resume', tags, summary: 'Keep a plan that would end' }
		})
		.input(nothing)
		.output(Billing)
		.mutation(async ({ ctx }) => {
			await resumePlan(ctx.app, ctx.actor);
			return getBilling(ctx.app, ctx.actor);
		}),

	keep: paying
		.meta({
			openapi: {
				method: 'POST',
				path: '/billing/agents',
				tags,
				summary: 'Choose who works while the plan has no room for all'
			}
		})
		.input(KeepAgents)
		.output(Billing)
		.mutation(async ({ ctx, input }) => {
			await keepAgents(ctx.app, ctx.actor, input);
			return getBilling(ctx.app, ctx.actor);
		})
});
