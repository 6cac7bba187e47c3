import { claimRun, isSuspicious } from '#server/domain/run/claim-run.ts';
import { executeRun } from '#server/domain/task/execute-run.ts';
import type { JobContext, JobHandler } from '../handler.ts';

/** A wake-up for one run: whoever can claim it does it, everybody else has nothing to do. */
export const runTask: JobHandler<'run-task'> = async (context, { runId }) => {
	const claimed = await tryRun(context, runId, false);
	// Asked only now, for nearly every run is claimed at once.
	if (!claimed && (await isSuspicious(context.app, runId))) await tryRun(context, runId, true);
};

function tryRun(
	{ app, isolationLock, inFlight }: JobContext,
	runId: string,
	alone: boolean
): Promise<boolean> {
	return isolationLock.pass(alone, async () => {
		const claim = await claimRun(app, runId, alone);
		if (claim) await inFlight.track(claim.taskId, (signal) => executeRun(app, claim, signal));
		return claim !== null;
	});
}
