import { z } from 'zod';
import { Session } from '#lib/schemas/account.ts';
import { Activity } from '#lib/schemas/activity.ts';
import { page } from '#lib/schemas/common.ts';
import { RoleTemplate } from '#lib/schemas/role-template.ts';
import { Estimate, EstimateOf } from '#lib/schemas/estimate.ts';
import { Usage } from '#lib/schemas/usage.ts';
import { PausedWork, WorkspaceEdit } from '#lib/schemas/workspace.ts';
import { getSession } from '#server/domain/account/get-session.ts';
import { listActivity } from '#server/domain/event/list-activity.ts';
import { listRoleTemplates } from '#server/domain/agent/list-role-templates.ts';
import { estimateRun } from '#server/domain/billing/estimate-run.ts';
import { getUsage } from '#server/domain/billing/get-usage.ts';
import { editWorkspace } from '#server/domain/lifecycle/edit-workspace.ts';
import { pauseWorkspace, resumeWorkspace } from '#server/domain/lifecycle/pause-workspace.ts';
import { DomainError } from '#server/errors.ts';
import { procedureFor, publicProcedure, router } from './procedures.ts';

const tags = ['Workspace'];
const nothing = z.object({}).optional();

export const workspaceRouter = router({
	edit: procedureFor('manage workspace')
		.meta({ openapi: { method: 'PATCH', path: '/workspace', tags, summary: 'Change the workspace' } })
		.input(WorkspaceEdit)
		.output(Session)
		.mutation(async ({ ctx, input }) => {
			await editWorkspace(ctx.app, ctx.actor, input);
			const session = await getSession(ctx.app, {
				userId: ctx.session.user.id,
				workspaceId: ctx.session.workspace.id
			});
			if (!session) throw new DomainError('unauthenticated', 'Please sign in first.');
			return session;
		}),

	pause: procedureFor('manage workspace')
		.meta({
			openapi: {
				method: 'POST',
				path: '/workspace/pause',
				tags,
				summary: 'Stop every agent before its next step'
			}
		})
		.input(nothing)
		.output(PausedWork)
		.mutation(({ ctx }) => pauseWorkspace(ctx.app, ctx.actor)),

	resume: procedureFor('manage workspace')
		.meta({
			openapi: { method: 'POST', path: '/workspace/resume', tags, summary: 'Let every agent go on' }
		})
		.input(nothing)
		.output(z.object({ resumed: z.literal(true) }))
		.mutation(async ({ ctx }) => {
			await resumeWorkspace(ctx.app, ctx.actor);
			return { resumed: true as const };
		})
});

export const usageRouter = router({
	get: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/usage',
				tags,
				summary: 'Plan, agents and tasks used and allowed, spend'
			}
		})
		.input(nothing)
		.output(Usage)
		.query(({ ctx }) => getUsage(ctx.app, ctx.actor)),

	estimate: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/usage/estimate',
				tags,
				summary: 'What one more run would cost, going by the last ones',
				description: 'Of what people give an agent, or of one workflow.'
			}
		})
		.input(EstimateOf)
		.output(Estimate)
		.query(({ ctx, input }) => estimateRun(ctx.app, ctx.actor, input))
});

export const activityRouter = router({
	list: procedureFor('view')
		.meta({ openapi: { method: 'GET', path: '/activity', tags, summary: 'What happened last' } })
		.input(z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }))
		.output(page(Activity))
		.query(async ({ ctx, input }) => ({
			items: await listActivity(ctx.app, ctx.actor, input.limit),
			nextCursor: null
		}))
});

export const roleTemplatesRouter = router({
	list: publicProcedure
		.meta({
			openapi: { method: 'GET', path: '/role-templates', tags: ['Agents'], summary: 'What can be hired' }
		})
		.input(nothing)
		.output(page(RoleTemplate))
		.query(async ({ ctx }) => ({ items: await listRoleTemplates(ctx.app), nextCursor: null }))
});
