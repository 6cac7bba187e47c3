import { z } from 'zod';
import { Timestamp } from './common.ts';

/** A column of a spreadsheet, as it is called there. */
export const SheetColumn = z.object({ tab: z.string().max(200), heading: z.string().max(200) });
export type SheetColumn = z.infer<typeof SheetColumn>;

/** What was found in a place that rows go into; of headings the empty ones too, so that each keeps its place. */
export const Contents = z.object({
	title: z.string(),
	tabs: z.array(z.object({ title: z.string(), headings: z.array(z.string()) }))
});
export type Contents = z.infer<typeof Contents>;

/** The same with when it was read, and what the workspace's owner has chosen for it. */
export const Outline = Contents.extend({
	/** One sentence on why nothing could be read; null when it could. */
	problem: z.string().nullable(),
	readAt: Timestamp,
	/** The columns whose cells leave as numbers; all others leave as text. */
	numbers: z.array(SheetColumn)
});
export type Outline = z.infer<typeof Outline>;
