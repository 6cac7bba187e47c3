import { z } from 'zod';
import { Timestamp } from './common.ts';

/** One live process of this installation; `running` counts the runs that it holds now. */
export const EngineProcess = z.object({
	id: z.string(),
	kind: z.enum(['web', 'worker']),
	/** Where it runs; null for everybody but the operator. */
	host: z.string().nullable(),
	pid: z.number().int().nullable(),
	version: z.string(),
	startedAt: Timestamp,
	seenAt: Timestamp,
	running: z.number().int()
});
export type EngineProcess = z.infer<typeof EngineProcess>;

/**
 * How the work is going: processes are the installation's, everything else is the workspace's own. `parked`
 * counts queue jobs that no worker could read or that have used up their tries.
 */
export const EngineStatus = z.object({
	processes: z.array(EngineProcess),
	waiting: z.number().int(),
	running: z.number().int(),
	oldestWaitingAt: Timestamp.nullable(),
	waits: z.array(z.object({ reason: z.string(), runs: z.number().int(), until: Timestamp.nullable() })),
	failures: z.array(
		z.object({ taskId: z.string(), title: z.string(), code: z.string(), message: z.string(), at: Timestamp })
	),
	failedLastDay: z.number().int(),
	parked: z.number().int(),
	/** When this was so, by the server's clock. */
	checkedAt: Timestamp
});
export type EngineStatus = z.infer<typeof EngineStatus>;
