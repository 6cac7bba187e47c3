import { z } from 'zod';
import { ProposedAction } from './action.ts';
import { deliverableMaxLength } from './limits.ts';

/** What a run must bring back, whoever wrote it. `deliverable` is Markdown. */
export const ModelAnswer = z.object({
	summary: z.string().trim().min(1).max(1_000),
	deliverable: z.string().trim().min(1).max(deliverableMaxLength),
	assumptions: z.array(z.string().max(2_000)).max(20),
	questions: z.array(z.string().max(2_000)).max(20),
	proposedActions: z.array(ProposedAction).max(50)
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;
