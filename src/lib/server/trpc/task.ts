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
import { countTasks } from '#server/domain/task/count-tasks.ts';
import { createTask } from '#server/domain/task/create-task.ts';
import { decideTask } from '#server/domain/task/decide-task.ts';
import { getTask } from '#server/domain/task/get-task.ts';
import { listTasks } from '#server/domain/task/list-tasks.ts';
import { retryTask } from '#server/domain/task/retry-task.ts';
import { memberProcedure, router } from './procedures.ts';

const tags = ['Tasks'];

export const tasksRouter = router({
	create: memberProcedure
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

	list: memberProcedure
		.meta({ openapi: { method: 'GET', path: '/tasks', tags, summary: 'Tasks, newest first' } })
		.input(TaskQuery)
		.output(page(TaskListItem))
		.query(({ ctx, input }) => listTasks(ctx.app, ctx.actor, input)),

	get: memberProcedure
		.meta({ openapi: { method: 'GET', path: '/tasks/{id}', tags, summary: 'One task with its timeline' } })
		.input(z.object({ id: Id }))
		.output(TaskDetail)
		.query(({ ctx, input }) => getTask(ctx.app, ctx.actor, input.id)),

	decide: memberProcedure
		.meta({
			openapi: { method: 'PATCH', path: '/tasks/{id}', tags, summary: 'Approve, reject, send back or cancel' }
		})
		.input(DecideTask)
		.output(TaskDetail)
		.mutation(async ({ ctx, input }) => {
			await decideTask(ctx.app, ctx.actor, input);
			return getTask(ctx.app, ctx.actor, input.id);
		}),

	retry: memberProcedure
		.meta({
			openapi: { method: 'POST', path: '/tasks/{id}/retry', tags, summary: 'Try a failed task again' }
		})
		.input(z.object({ id: Id }))
		.output(TaskDetail)
		.mutation(async ({ ctx, input }) => {
			await retryTask(ctx.app, ctx.actor, input.id);
			return getTask(ctx.app, ctx.actor, input.id);
		}),

	counts: memberProcedure.output(TaskCounts).query(({ ctx }) => countTasks(ctx.app, ctx.actor))
});
