import { z } from 'zod';
import { bounded, Id, page } from '#lib/schemas/common.ts';
import { WorkflowFile } from '#lib/schemas/workflow-file.ts';
import {
	CreateWorkflow,
	Fire,
	OfWorkflow,
	RunWorkflow,
	TakenRows,
	TakeRows,
	Workflow,
	WorkflowEdit,
	WorkflowListItem,
	WorkflowQuery,
	WorkflowWeek,
	WorkflowRun
} from '#lib/schemas/workflow.ts';
import { createWorkflow } from '#server/domain/workflow/create-workflow.ts';
import { deleteWorkflow } from '#server/domain/workflow/delete-workflow.ts';
import { duplicateWorkflow } from '#server/domain/workflow/duplicate-workflow.ts';
import { forgoSignature, renewAddress, requireSignature } from '#server/domain/workflow/open-address.ts';
import { getWorkflow, listWorkflows } from '#server/domain/workflow/get-workflow.ts';
import { listFires } from '#server/domain/workflow/list-fires.ts';
import { listRuns } from '#server/domain/workflow/list-runs.ts';
import { runWorkflow } from '#server/domain/workflow/run-workflow.ts';
import { takeRows } from '#server/domain/workflow/take-rows.ts';
import { updateWorkflow } from '#server/domain/workflow/update-workflow.ts';
import { weekAhead } from '#server/domain/workflow/week-ahead.ts';
import { exportWorkflow, importWorkflow } from '#server/domain/workflow/workflow-file.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Workflows'];
const OneWorkflow = z.object({ id: Id });

export const workflowsRouter = router({
	create: procedureFor('manage workflows')
		.meta({
			openapi: { method: 'POST', path: '/workflows', tags, summary: 'Switch a template on for an agent' }
		})
		.input(CreateWorkflow)
		.output(Workflow)
		.mutation(async ({ ctx, input }) =>
			getWorkflow(ctx.app, ctx.actor, await createWorkflow(ctx.app, ctx.actor, input))
		),

	list: procedureFor('view')
		.meta({ openapi: { method: 'GET', path: '/workflows', tags, summary: 'Workflows, oldest first' } })
		.input(WorkflowQuery)
		.output(page(WorkflowListItem))
		.query(({ ctx, input }) => listWorkflows(ctx.app, ctx.actor, input)),

	week: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/workflow-week',
				tags,
				summary: 'What is due today and on the six days after it'
			}
		})
		.output(WorkflowWeek)
		.query(({ ctx }) => weekAhead(ctx.app, ctx.actor)),

	get: procedureFor('view')
		.meta({
			openapi: { method: 'GET', path: '/workflows/{id}', tags, summary: 'One with its next due times' }
		})
		.input(OneWorkflow)
		.output(Workflow)
		.query(({ ctx, input }) => getWorkflow(ctx.app, ctx.actor, input.id)),

	edit: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'PATCH',
				path: '/workflows/{id}',
				tags,
				summary: 'Change it, switch it on or off, pause it',
				description: '`paused` takes a reason; null lets it go on.'
			}
		})
		.input(WorkflowEdit)
		.output(Workflow)
		.mutation(async ({ ctx, input }) => {
			await updateWorkflow(ctx.app, ctx.actor, input);
			return getWorkflow(ctx.app, ctx.actor, input.id);
		}),

	remove: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'DELETE',
				path: '/workflows/{id}',
				tags,
				summary: 'Delete it; its runs stay'
			}
		})
		.input(OneWorkflow)
		.output(z.object({ deleted: z.literal(true) }))
		.mutation(async ({ ctx, input }) => {
			await deleteWorkflow(ctx.app, ctx.actor, input.id);
			return { deleted: true as const };
		}),

	duplicate: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'POST',
				path: '/workflows/{id}/duplicate',
				tags,
				summary: 'A second one, switched off'
			}
		})
		.input(OneWorkflow)
		.output(Workflow)
		.mutation(async ({ ctx, input }) =>
			getWorkflow(ctx.app, ctx.actor, await duplicateWorkflow(ctx.app, ctx.actor, input.id))
		),

	renewAddress: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'POST',
				path: '/workflows/{id}/address',
				tags,
				summary: 'A new address for its webhook or form; the old one ends at once'
			}
		})
		.input(OneWorkflow)
		.output(Workflow)
		.mutation(async ({ ctx, input }) => {
			await renewAddress(ctx.app, ctx.actor, input.id);
			return getWorkflow(ctx.app, ctx.actor, input.id);
		}),

	requireSignature: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'POST',
				path: '/workflows/{id}/signing-secret',
				tags,
				summary: 'A new secret, shown this once; from now on its webhook takes only signed posts',
				description: 'Signatures are those of Standard Webhooks. A secret made before ends at once.'
			}
		})
		.input(OneWorkflow)
		.output(z.object({ secret: z.string() }))
		.mutation(async ({ ctx, input }) => ({
			secret: await requireSignature(ctx.app, ctx.actor, input.id)
		})),

	forgoSignature: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'DELETE',
				path: '/workflows/{id}/signing-secret',
				tags,
				summary: 'Its webhook takes posts without a signature again'
			}
		})
		.input(OneWorkflow)
		.output(Workflow)
		.mutation(async ({ ctx, input }) => {
			await forgoSignature(ctx.app, ctx.actor, input.id);
			return getWorkflow(ctx.app, ctx.actor, input.id);
		}),

	run: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'POST',
				path: '/workflows/{id}/run',
				tags,
				summary: 'Run it now',
				description: 'A dry run shows its steps and what it would propose, and counts nothing.'
			}
		})
		.input(RunWorkflow)
		.output(z.object({ taskId: Id }))
		.mutation(async ({ ctx, input }) => ({ taskId: await runWorkflow(ctx.app, ctx.actor, input) })),

	takeRows: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'POST',
				path: '/workflows/{id}/rows',
				tags,
				summary: 'Run it for the last rows that its sheet had already',
				description: 'Each row starts one run, however often it is asked for.'
			}
		})
		.input(TakeRows)
		.output(TakenRows)
		.mutation(({ ctx, input }) => takeRows(ctx.app, ctx.actor, input)),

	runs: procedureFor('view')
		.meta({
			openapi: { method: 'GET', path: '/workflows/{id}/runs', tags, summary: 'Its runs, newest first' }
		})
		.input(OfWorkflow)
		.output(page(WorkflowRun))
		.query(({ ctx, input }) => listRuns(ctx.app, ctx.actor, input)),

	fires: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/workflows/{id}/fires',
				tags,
				summary: 'What was due or seen, and what became of it, newest first'
			}
		})
		.input(OfWorkflow)
		.output(page(Fire))
		.query(({ ctx, input }) => listFires(ctx.app, ctx.actor, input)),

	export: procedureFor('view')
		.meta({ openapi: { method: 'GET', path: '/workflows/{id}/export', tags, summary: 'It as a file' } })
		.input(OneWorkflow)
		.output(WorkflowFile)
		.query(({ ctx, input }) => exportWorkflow(ctx.app, ctx.actor, input.id)),

	import: procedureFor('manage workflows')
		.meta({
			openapi: {
				method: 'POST',
				path: '/workflows/import',
				tags,
				summary: 'A workflow out of a file; it arrives switched off',
				description:
					'The body is an exported document (/schemas/workflow.json); an `agentId` in it says whose it becomes.'
			}
		})
		.input(bounded(z.looseObject({ agentId: Id.optional() }), 50))
		.output(Workflow)
		.mutation(async ({ ctx, input }) =>
			getWorkflow(ctx.app, ctx.actor, await importWorkflow(ctx.app, ctx.actor, input))
		)
});
