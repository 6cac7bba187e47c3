import { z } from 'zod';
import { Micros, Timestamp } from './common.ts';
import { Plan } from './plan.ts';

/** `allowed` null is without limit; spend is what model calls cost this month. */
export const Usage = z.object({
	plan: Plan,
	agents: z.object({ used: z.number().int(), allowed: z.number().int().nullable() }),
	tasks: z.object({ used: z.number().int(), allowed: z.number().int().nullable() }),
	spendMicros: Micros,
	/** Held back for calls that are under way. */
	reservedMicros: Micros,
	/** What models may cost this month; tasks wait beyond it. */
	spendCapMicros: Micros,
	/** The most that its owner may set it to: what whoever runs the installation allows; null where they set nothing. */
	spendCapMost: Micros.nullable(),
	/** What all workspaces of this installation may spend is used up, so tasks wait, whatever this one has left. */
	installationFull: z.boolean(),
	/** False: what a call costs is counted at the dearest known price, so the sum is an upper bound. */
	priceKnown: z.boolean(),
	/** 0, 50, 80 or 100: what the workspace was last told. 100 also when the rest is too little for another call. */
	spendWarnedPercent: z.number().int(),
	resetsAt: Timestamp
});
export type Usage = z.infer<typeof Usage>;
