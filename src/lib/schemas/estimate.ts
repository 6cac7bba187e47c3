import { z } from 'zod';
import { Id, Micros } from './common.ts';

/** What is to be run: a task for this agent, or this workflow. */
export const EstimateOf = z.object({ kind: z.enum(['agent', 'workflow']), id: Id });
export type EstimateOf = z.infer<typeof EstimateOf>;

/** What one more run would take, before it is started. */
export const Estimate = z.object({
	/** The middle of the last runs of the same; null while none has been measured. */
	costMicros: Micros.nullable(),
	/** How many runs that was measured on, 20 at most. */
	runs: z.number().int(),
	/** `none`: no model is paid for. `unknown`: counted at the dearest known price, so the cost is an upper bound. */
	price: z.enum(['known', 'unknown', 'none']),
	tasks: z.object({ used: z.number().int(), allowed: z.number().int().nullable() })
});
export type Estimate = z.infer<typeof Estimate>;
