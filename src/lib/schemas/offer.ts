import { z } from 'zod';
import { Id } from './common.ts';

/** A short lesson for the agent's memory, after an edit or a rejection; empty when only the person could word one. */
export const LessonOffer = z.object({ agentId: Id, agentName: z.string(), reviewId: Id, text: z.string() });
export type LessonOffer = z.infer<typeof LessonOffer>;

/** After five unedited approvals in a row: may it do this kind by itself? */
export const AutoOffer = z.object({
	agentId: Id,
	agentName: z.string(),
	kind: z.string(),
	/** `Nora’s last five drafts were approved unchanged. From now on, may …?` */
	question: z.string()
});
export type AutoOffer = z.infer<typeof AutoOffer>;
