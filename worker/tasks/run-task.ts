import { claimRun, deathsOf } from '#server/domain/run/claim-run.ts';
import { executeRun } from '#server/domain/run/execute-run.ts';
import type { JobHandler } from '../handler.ts';

/** From this many deaths on, a run is tried with nobody beside it. */
const suspiciousDeaths = 1;

/** A wake-up for one run: whoever can claim it does it, everybody else has nothing to do. */
export const runTask: JobHandler<'run-task'> = async ({ app, gate, inFlight }, { runId }) => {
	const deaths = await deathsOf(app, runId);
	if (deaths === null) return;
	await gate.pass(deaths >= suspiciousDeaths, async () => {
		const claim = await claimRun(app, runId);
		if (claim) await inFlight.track(claim.taskId, (signal) => executeRun(app, claim, signal));
	});
};
