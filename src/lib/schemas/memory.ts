import { z } from 'zod';
import { Id, Timestamp } from './common.ts';

const text = z
	.string()
	.trim()
	.min(1, { error: 'Please write what to remember.' })
	.max(300, { error: 'Please keep it under 300 characters.' });

export const Memory = z.object({
	id: Id,
	text: z.string(),
	/** `template`: hired with it; `lesson`: from a review; `person`: somebody typed it in. */
	source: z.enum(['template', 'lesson', 'person']),
	enabled: z.boolean(),
	createdAt: Timestamp,
	/** The review that a lesson comes from. */
	review: z
		.object({
			id: Id,
			taskId: Id,
			taskTitle: z.string(),
			by: z.string(),
			at: Timestamp,
			decision: z.string()
		})
		.nullable()
});
export type Memory = z.infer<typeof Memory>;

export const AddMemory = z.object({ agentId: Id, text, reviewId: Id.optional() });
export type AddMemory = z.infer<typeof AddMemory>;

export const EditMemory = z.object({ id: Id, text: text.optional(), enabled: z.boolean().optional() });
export type EditMemory = z.infer<typeof EditMemory>;
