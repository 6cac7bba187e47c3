import { z } from 'zod';
import { Agent, AgentDetail, AgentEdit, AgentListItem, HireAgent } from '#lib/schemas/agent.ts';
import { Id, page } from '#lib/schemas/common.ts';
import { editAgent } from '#server/domain/lifecycle/edit-agent.ts';
import { getAgent } from '#server/domain/agent/get-agent.ts';
import { hireAgent } from '#server/domain/lifecycle/hire-agent.ts';
import { listAgents } from '#server/domain/agent/list-agents.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Agents'];
/** Query strings carry text, pages carry booleans. */
const Flag = z.preprocess(
	(value) => (value === 'true' ? true : value === 'false' ? false : value),
	z.boolean()
);

export const agentsRouter = router({
	hire: procedureFor('manage agents')
		.meta({ openapi: { method: 'POST', path: '/agents', tags, summary: 'Hire from a role template' } })
		.input(HireAgent)
		.output(Agent)
		.mutation(({ ctx, input }) => hireAgent(ctx.app, ctx.actor, input)),

	list: procedureFor('view')
		.meta({ openapi: { method: 'GET', path: '/agents', tags, summary: 'The workspace’s agents' } })
		.input(z.object({ archived: Flag.optional() }))
		.output(page(AgentListItem))
		.query(async ({ ctx, input }) => ({
			items: await listAgents(ctx.app, ctx.actor, { archived: input.archived ?? false }),
			nextCursor: null
		})),

	get: procedureFor('view')
		.meta({ openapi: { method: 'GET', path: '/agents/{id}', tags, summary: 'One agent with its memory' } })
		.input(z.object({ id: Id }))
		.output(AgentDetail)
		.query(({ ctx, input }) => getAgent(ctx.app, ctx.actor, input.id)),

	edit: procedureFor('manage agents')
		.meta({
			openapi: { method: 'PATCH', path: '/agents/{id}', tags, summary: 'Change, pause or archive an agent' }
		})
		.input(AgentEdit.extend({ id: Id }))
		.output(Agent)
		.mutation(({ ctx, input: { id, ...edit } }) => editAgent(ctx.app, ctx.actor, id, edit))
});
