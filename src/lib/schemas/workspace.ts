import { z } from 'zod';

export const LostAnswerPolicy = z.enum(['ask', 'repeat']);
export type LostAnswerPolicy = z.infer<typeof LostAnswerPolicy>;

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
	onboarded: z.literal(true).optional(),
	/** Whole micro-dollars that models may cost in a month; null is what the plan comes with. */
	spendCapMicros: z
		.number()
		.int()
		.min(1_000_000, { error: 'Please set at least $1.' })
		.max(100_000_000_000, { error: 'Please set at most $100,000.' })
		.nullable()
		.optional(),
	/** When a model's answer got lost and may have been charged: ask a person, or repeat the call once. */
	lostAnswerPolicy: LostAnswerPolicy.optional()
});
export type WorkspaceEdit = z.infer<typeof WorkspaceEdit>;

/** What was running when everything was paused. */
export const PausedWork = z.object({
	running: z.array(z.object({ id: z.string(), title: z.string(), agentName: z.string() }))
});
export type PausedWork = z.infer<typeof PausedWork>;
