import { z } from 'zod';
import { ActionKind } from '#lib/schemas/action.ts';
import { Agent } from '#lib/schemas/agent.ts';
import { Id } from '#lib/schemas/common.ts';
import { answerTrust } from '#server/domain/action/answer-trust.ts';
import { procedureFor, router } from './procedures.ts';

export const trustRouter = router({
	answer: procedureFor('manage agents')
		.meta({
			openapi: {
				method: 'POST',
				path: '/agents/{agentId}/trust',
				tags: ['Agents'],
				summary: 'Say whether an agent may do one kind of action without asking'
			}
		})
		.input(z.object({ agentId: Id, kind: ActionKind, accept: z.boolean() }))
		.output(Agent)
		.mutation(({ ctx, input }) => answerTrust(ctx.app, ctx.actor, input))
});
