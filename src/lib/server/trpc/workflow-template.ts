import { z } from 'zod';
import { page } from '#lib/schemas/common.ts';
import { WorkflowTemplateView } from '#lib/schemas/workflow-template.ts';
import { listWorkflowTemplates } from '#server/domain/workflow/templates.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Workflows'];

export const workflowTemplatesRouter = router({
	list: procedureFor('view')
		.meta({
			openapi: { method: 'GET', path: '/workflow-templates', tags, summary: 'What can be switched on' }
		})
		.input(z.object({ role: z.string().max(60).optional() }))
		.output(page(WorkflowTemplateView))
		.query(async ({ ctx, input }) => ({
			items: await listWorkflowTemplates(ctx.app, ctx.actor, input.role),
			nextCursor: null
		}))
});
