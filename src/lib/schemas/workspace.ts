import { z } from 'zod';

export const WorkspaceEdit = z.object({
	name: z
		.string()
		.trim()
		.min(1, { error: 'Please enter the name of your business.' })
		.max(100, { error: 'Please use at most 100 characters.' })
		.optional(),
	/** What the business does, in a few sentences; every agent reads it. */
	about: z.string().trim().max(2_000, { error: 'Please use at most 2,000 characters.' }).optional(),
	timeZone: z.string().max(100).optional(),
	onboarded: z.literal(true).optional()
});
export type WorkspaceEdit = z.infer<typeof WorkspaceEdit>;
