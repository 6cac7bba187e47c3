import { forgetAllMarks, forgetMarks } from '#server/domain/action/forget-marks.ts';
import type { JobHandler } from '../handler.ts';

export const forgetMarksTask: JobHandler<'forget-marks'> = ({ app }) => forgetAllMarks(app);

export const forgetMarksOfTask: JobHandler<'forget-marks-of'> = async ({ app }, { workspaceId }) => {
	const gone = await forgetMarks(app, workspaceId);
	if (gone > 0) app.log.info({ workspaceId, gone }, 'Marks of settled rows are forgotten');
};
