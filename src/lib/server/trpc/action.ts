import { z } from 'zod';
import { Action, DecideAction, DecidedAction, ResolveAction } from '#lib/schemas/action.ts';
import { BulkDecide, BulkResult } from '#lib/schemas/bulk.ts';
import { ActionKindView } from '#lib/schemas/action-kind.ts';
import { Id } from '#lib/schemas/common.ts';
import { bulkDecide } from '#server/domain/action/bulk-decide.ts';
import { decideAction } from '#server/domain/action/decide-action.ts';
import { lookAgain } from '#server/domain/action/look-again.ts';
import { getAction } from '#server/domain/action/get-action.ts';
import { listKinds } from '#server/domain/action/list-kinds.ts';
import { resolveAction } from '#server/domain/action/resolve-action.ts';
import { undoAction } from '#server/domain/action/undo-action.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Actions'];

export const actionsRouter = router({
	get: procedureFor('view')
		.meta({ openapi: { method: 'GET', path: '/actions/{id}', tags, summary: 'One action as it stands' } })
		.input(z.object({ id: Id }))
		.output(Action)
		.query(({ ctx, input }) => getAction(ctx.app, ctx.actor, input.id)),

	decide: procedureFor('review work')
		.meta({
			openapi: {
				method: 'PATCH',
				path: '/actions/{id}',
				tags,
				summary: 'Approve or reject one action',
				description: '`hash` is the `payloadHash` of the version that was looked at; another one is refused.'
			}
		})
		.input(DecideAction)
		.output(DecidedAction)
		.mutation(({ ctx, input }) => decideAction(ctx.app, ctx.actor, input)),

	look: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/actions/{id}/look',
				tags,
				summary: 'Read what it goes into once more, and answer with the action as it fits now'
			}
		})
		.input(z.object({ id: Id }))
		.output(Action)
		.mutation(({ ctx, input }) => lookAgain(ctx.app, ctx.actor, input.id)),

	undo: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/actions/{id}/undo',
				tags,
				summary: 'Take an approval back while it is held'
			}
		})
		.input(z.object({ id: Id }))
		.output(Action)
		.mutation(({ ctx, input }) => undoAction(ctx.app, ctx.actor, input.id)),

	resolve: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/actions/{id}/resolve',
				tags,
				summary: 'Say what became of an action that needs a person'
			}
		})
		.input(ResolveAction)
		.output(Action)
		.mutation(({ ctx, input }) => resolveAction(ctx.app, ctx.actor, input)),

	bulk: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/actions/bulk',
				tags,
				summary: 'Decide many actions of one kind',
				description: 'Each item has its own result: one that is refused holds up no other.'
			}
		})
		.input(BulkDecide)
		.output(BulkResult)
		.mutation(({ ctx, input }) => bulkDecide(ctx.app, ctx.actor, input)),

	kinds: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/action-kinds',
				tags,
				summary: 'What agents of this workspace can propose'
			}
		})
		.input(z.object({}).optional())
		.output(z.object({ items: z.array(ActionKindView), nextCursor: z.null() }))
		.query(async ({ ctx }) => ({ items: await listKinds(ctx.app, ctx.actor), nextCursor: null }))
});
