import { claimRun } from '#server/domain/run/claim-run.ts';
import { executeRun } from '#server/domain/run/execute-run.ts';
import type { JobHandler } from '../handler.ts';

/** A wake-up for one run: whoever can claim it does it, everybody else has nothing to do. */
export const runTask: JobHandler<'run-task'> = async ({ app, signal }, { runId }) => {
	const claim = await claimRun(app, runId);
	if (claim) await executeRun(app, claim, signal);
};
