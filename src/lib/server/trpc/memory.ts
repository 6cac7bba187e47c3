import { z } from 'zod';
import { Id, page } from '#lib/schemas/common.ts';
import { AddMemory, EditMemory, Memory } from '#lib/schemas/memory.ts';
import { addMemory } from '#server/domain/memory/add-memory.ts';
import { editMemory } from '#server/domain/memory/change-memory.ts';
import { listMemories } from '#server/domain/memory/list-memories.ts';
import { removeMemory } from '#server/domain/memory/change-memory.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Agents'];

export const memoriesRouter = router({
	list: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/agents/{agentId}/memories',
				tags,
				summary: 'What an agent keeps in mind'
			}
		})
		.input(z.object({ agentId: Id }))
		.output(page(Memory))
		.query(async ({ ctx, input }) => ({
			items: await listMemories(ctx.app, ctx.actor, input.agentId),
			nextCursor: null
		})),

	add: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/agents/{agentId}/memories',
				tags,
				summary: 'Give an agent something to keep in mind',
				description: 'With `reviewId` it is a lesson from that review.'
			}
		})
		.input(AddMemory)
		.output(Memory)
		.mutation(({ ctx, input }) => addMemory(ctx.app, ctx.actor, input)),

	edit: procedureFor('review work')
		.meta({
			openapi: { method: 'PATCH', path: '/memories/{id}', tags, summary: 'Change a memory or switch it off' }
		})
		.input(EditMemory)
		.output(Memory)
		.mutation(({ ctx, input }) => editMemory(ctx.app, ctx.actor, input)),

	remove: procedureFor('review work')
		.meta({
			openapi: { method: 'DELETE', path: '/memories/{id}', tags, summary: 'Forget a memory for good' }
		})
		.input(z.object({ id: Id }))
		.output(z.object({ removed: z.literal(true) }))
		.mutation(async ({ ctx, input }) => {
			await removeMemory(ctx.app, ctx.actor, input.id);
			return { removed: true as const };
		})
});
