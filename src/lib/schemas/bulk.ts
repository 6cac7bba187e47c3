import { z } from 'zod';
import { Id } from './common.ts';

export const BulkDecide = z
	.object({
		decision: z.enum(['approve', 'reject']),
		feedback: z.string().trim().max(5_000).optional(),
		/** All of one kind; one of another kind is refused. */
		items: z
			.array(z.object({ id: Id, hash: z.string().length(64) }))
			.min(1)
			.max(200)
	})
	.refine((input) => input.decision !== 'reject' || Boolean(input.feedback), {
		error: 'Please say why, so that the agent can do better.',
		path: ['feedback']
	});
export type BulkDecide = z.infer<typeof BulkDecide>;

export const BulkTasks = z.object({
	what: z.enum(['cancel', 'retry']),
	ids: z.array(Id).min(1).max(100)
});
export type BulkTasks = z.infer<typeof BulkTasks>;

export const BulkResult = z.object({
	results: z.array(
		z.object({
			id: Id,
			ok: z.boolean(),
			error: z.object({ code: z.string(), message: z.string() }).nullable()
		})
	)
});
export type BulkResult = z.infer<typeof BulkResult>;
