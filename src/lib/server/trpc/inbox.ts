import { z } from 'zod';
import { Id, page } from '#lib/schemas/common.ts';
import { InboxCounts, InboxDetail, InboxItem, InboxQuery, SnoozeItem } from '#lib/schemas/inbox.ts';
import { countInbox } from '#server/domain/inbox/count-inbox.ts';
import { getInboxItem } from '#server/domain/inbox/get-inbox-item.ts';
import { listInbox } from '#server/domain/inbox/list-inbox.ts';
import { snoozeItem } from '#server/domain/inbox/snooze-item.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Inbox'];

export const inboxRouter = router({
	list: procedureFor('view')
		.meta({
			openapi: { method: 'GET', path: '/inbox', tags, summary: 'One group of what waits for a person' }
		})
		.input(InboxQuery)
		.output(page(InboxItem))
		.query(({ ctx, input }) => listInbox(ctx.app, ctx.actor, input)),

	counts: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/inbox/counts',
				tags,
				summary: 'How much waits',
				description: 'Each count stops at 1,000.'
			}
		})
		.input(z.object({}).optional())
		.output(InboxCounts)
		.query(({ ctx }) => countInbox(ctx.app, ctx.actor)),

	get: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/inbox/{type}/{id}',
				tags,
				summary: 'One item with all that a decision needs'
			}
		})
		.input(z.object({ id: Id, type: z.enum(['action', 'result']) }))
		.output(InboxDetail)
		.query(({ ctx, input }) => getInboxItem(ctx.app, ctx.actor, input)),

	snooze: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/inbox/{type}/{id}/snooze',
				tags,
				summary: 'Put an item off until a time'
			}
		})
		.input(SnoozeItem)
		.output(InboxItem)
		.mutation(({ ctx, input }) => snoozeItem(ctx.app, ctx.actor, input))
});
