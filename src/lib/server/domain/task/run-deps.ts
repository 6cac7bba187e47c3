import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import type { Failpoint } from '#server/ports/failpoint.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { Model } from '#server/ports/model.ts';
import type { ConnectDeps } from '../connection/connect.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import type { Timings } from '../ledger/lease.ts';
import type { WorkflowHooks } from './workflow-hooks.ts';

/** What doing a run takes. */
export type RunDeps = ConnectDeps & {
	db: Db;
	jobs: Jobs;
	clock: Clock;
	log: Log;
	model: Model;
	timings: Timings;
	/** This process, as it is named in worker_heartbeats. */
	processId: string;
	config: { spendCaps: SpendCaps };
	random: () => number;
	failpoint: Failpoint;
	workflowHooks: WorkflowHooks;
};
