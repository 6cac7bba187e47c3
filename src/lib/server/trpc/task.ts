import { z } from 'zod';
import { Id, page } from '#lib/schemas/common.ts';
import {
	CreateTask,
	DecideTask,
	TaskCounts,
	TaskDetail,
	TaskListItem,
	TaskQuery
} from '#lib/schemas/task.ts';
import { DocumentFormat, Download, MailResult } from '#lib/schemas/result.ts';
import { bulkTasks } from '#server/domain/task/bulk-tasks.ts';
import { countTasks } from '#server/domain/task/count-tasks.ts';
import { createTask } from '#server/domain/task/create-task.ts';
import { decideTask } from '#server/domain/task/decide-task.ts';
import { exportResult } from '#server/domain/task/export-result.ts';
import { getTask } from '#server/domain/task/get-task.ts';
import { listTasks } from '#server/domain/task/list-tasks.ts';
import { mailResult } from '#server/domain/task/mail-result.ts';
import { retryTask } from '#server/domain/task/retry-task.ts';
import { bringBack } from '#server/domain/workflow/supersede.ts';
import { undoTask } from '#server/domain/task/undo-task.ts';
import { getAction } from '#server/domain/action/get-action.ts';
import { listTaskItems } from '#server/domain/inbox/list-task-items.ts';
import { Action } from '#lib/schemas/action.ts';
import { BulkResult, BulkTasks } from '#lib/schemas/bulk.ts';
import { InboxItem } from '#lib/schemas/inbox.ts';
import { deliverableMaxLength } from '#lib/schemas/limits.ts';
import { renderMarkdown } from '#server/markdown.ts';
import { authorise } from '#server/domain/access/actor.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Tasks'];

export const tasksRouter = router({
	create: procedureFor('give tasks')
		.meta({
			openapi: {
				method: 'POST',
				path: '/tasks',
				tags,
				summary: 'Give an agent a task',
				description: 'With an Idempotency-Key header, repeating the request answers the same task.'
			}
		})
		.input(CreateTask)
		.output(TaskDetail)
		.mutation(async ({ ctx, input }) => {
			const id = await createTask(ctx.app, ctx.actor, input, ctx.idempotencyKey);
			return getTask(ctx.app, ctx.actor, id);
		}),

	list: procedureFor('view')
		.meta({ openapi: { method: 'GET', path: '/tasks', tags, summary: 'Tasks, newest first' } })
		.input(TaskQuery)
		.output(page(TaskListItem))
		.query(({ ctx, input }) => listTasks(ctx.app, ctx.actor, input)),

	get: procedureFor('view')
		.meta({ openapi: { method: 'GET', path: '/tasks/{id}', tags, summary: 'One task with its timeline' } })
		.input(z.object({ id: Id }))
		.output(TaskDetail)
		.query(({ ctx, input }) => getTask(ctx.app, ctx.actor, input.id)),

	decide: procedureFor('review work')
		.meta({
			openapi: {
				method: 'PATCH',
				path: '/tasks/{id}',
				tags,
				summary: 'Approve, reject, send back or cancel',
				description:
					'To cancel, `give tasks` is enough, but for what somebody else gave and waits for review.'
			}
		})
		.input(DecideTask)
		.output(TaskDetail)
		.mutation(async ({ ctx, input }) => {
			await decideTask(ctx.app, ctx.actor, input);
			return getTask(ctx.app, ctx.actor, input.id);
		}),

	undo: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/tasks/{id}/undo',
				tags,
				summary: 'Take the approval of a result back within ten seconds',
				description: 'What a task proposes is taken back action by action.'
			}
		})
		.input(z.object({ id: Id }))
		.output(TaskDetail)
		.mutation(async ({ ctx, input }) => {
			await undoTask(ctx.app, ctx.actor, input.id);
			return getTask(ctx.app, ctx.actor, input.id);
		}),

	items: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/tasks/{id}/items',
				tags,
				summary: 'What its newest version brings before a reviewer, in order'
			}
		})
		.input(z.object({ id: Id }))
		.output(z.object({ items: z.array(InboxItem), nextCursor: z.null() }))
		.query(async ({ ctx, input }) => ({
			items: await listTaskItems(ctx.app, ctx.actor, input.id),
			nextCursor: null
		})),

	mail: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/tasks/{id}/mail',
				tags,
				summary: 'Propose the text of a result as a mail for your Drafts',
				description: 'It is reviewed like any other mail; nothing leaves before that.'
			}
		})
		.input(MailResult)
		.output(Action)
		.mutation(async ({ ctx, input }) =>
			getAction(ctx.app, ctx.actor, await mailResult(ctx.app, ctx.actor, input))
		),

	preview: procedureFor('view')
		.meta({
			openapi: {
				method: 'POST',
				path: '/markdown/preview',
				tags,
				summary: 'Markdown as it would be shown'
			}
		})
		.input(z.object({ markdown: z.string().max(deliverableMaxLength) }))
		.output(z.object({ html: z.string() }))
		.mutation(({ ctx, input }) => {
			authorise(ctx.actor, 'view');
			return { html: renderMarkdown(input.markdown) };
		}),

	download: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/tasks/{id}/result.{format}',
				tags,
				summary: 'The text of a result as Markdown, Word or PDF',
				description:
					'`format` is `md`, `docx` or `pdf`. The answer is the file. A PDF has letters of Latin, Greek, Cyrillic and Devanagari; a text with others is refused with their names.'
			},
			file: true
		})
		.input(z.object({ id: Id, format: DocumentFormat }))
		.output(Download)
		.query(async ({ ctx, input }) => {
			const { bytes, ...file } = await exportResult(ctx.app, ctx.actor, input);
			return { ...file, base64: Buffer.from(bytes).toString('base64') };
		}),

	retry: procedureFor('give tasks')
		.meta({
			openapi: { method: 'POST', path: '/tasks/{id}/retry', tags, summary: 'Try a failed task again' }
		})
		.input(z.object({ id: Id }))
		.output(TaskDetail)
		.mutation(async ({ ctx, input }) => {
			await retryTask(ctx.app, ctx.actor, input.id);
			return getTask(ctx.app, ctx.actor, input.id);
		}),

	bulk: procedureFor('give tasks')
		.meta({
			openapi: {
				method: 'POST',
				path: '/tasks/bulk',
				tags,
				summary: 'Cancel many tasks, or try many again',
				description: 'Each task has its own result: one that is refused holds up no other.'
			}
		})
		.input(BulkTasks)
		.output(BulkResult)
		.mutation(({ ctx, input }) => bulkTasks(ctx.app, ctx.actor, input)),

	bringBack: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/tasks/{id}/bring-back',
				tags,
				summary: 'Review what a newer draft of its workflow has replaced after all'
			}
		})
		.input(z.object({ id: Id }))
		.output(TaskDetail)
		.mutation(async ({ ctx, input }) => {
			await bringBack(ctx.app, ctx.actor, input.id);
			return getTask(ctx.app, ctx.actor, input.id);
		}),

	counts: procedureFor('view')
		.output(TaskCounts)
		.query(({ ctx }) => countTasks(ctx.app, ctx.actor))
});
