import { z } from 'zod';
import { Timestamp } from './common.ts';

/** Five fields of cron and a zone's IANA name; what they mean is read by the server. */
export const Schedule = z.object({
	cron: z.string().max(200, { error: 'Please use at most 200 characters.' }),
	timeZone: z.string().max(100)
});
export type Schedule = z.infer<typeof Schedule>;

/** Without `timeZone` it is the workspace's, without `from` it is now. */
export const PreviewSchedule = z.object({
	cron: Schedule.shape.cron,
	timeZone: Schedule.shape.timeZone.optional(),
	from: Timestamp.optional()
});
export type PreviewSchedule = z.infer<typeof PreviewSchedule>;

export const SchedulePreview = z.object({
	/** `Every weekday at 08:00` */
	words: z.string(),
	timeZone: z.string(),
	/** The next five times it is due. */
	next: z.array(Timestamp)
});
export type SchedulePreview = z.infer<typeof SchedulePreview>;
