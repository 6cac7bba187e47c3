import { PreviewSchedule, SchedulePreview } from '#lib/schemas/schedule.ts';
import { previewSchedule } from '#server/domain/workflow/preview-schedule.ts';
import { procedureFor, router } from './procedures.ts';

export const schedulesRouter = router({
	preview: procedureFor('view')
		.meta({
			openapi: {
				method: 'POST',
				path: '/schedules/preview',
				tags: ['Workflows'],
				summary: 'What a schedule means: words and the next five times',
				description:
					'Five fields of cron. 422 with the reason for one that cannot be understood or is never due.'
			}
		})
		.input(PreviewSchedule)
		.output(SchedulePreview)
		.mutation(({ ctx, input }) => previewSchedule(ctx.app, ctx.actor, input))
});
