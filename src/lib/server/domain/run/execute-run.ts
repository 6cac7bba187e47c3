import { z } from 'zod';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Clock, Db, Failpoint, Jobs, Log, Model } from '#server/ports.ts';
import { actionSchema } from '../action/registry.ts';
import { buildPrompt } from './build-prompt.ts';
import { callModel } from './call-model.ts';
import type { Claim } from './claim-run.ts';
import { failRun } from './fail-run.ts';
import { finishRun } from './finish-run.ts';
import { LeaseLost, type Timings } from './lease.ts';
import { loadBrief } from './load-brief.ts';
import { runStep } from './run-step.ts';
import { RunWaits } from './run-waits.ts';
import { nextWorkingMoment } from './working-hours.ts';

export type RunDeps = {
	db: Db;
	jobs: Jobs;
	clock: Clock;
	log: Log;
	model: Model;
	timings: Timings;
	/** This process, as it is named in worker_heartbeats. */
	processId: string;
	random: () => number;
	failpoint: Failpoint;
};

const Draft = z.object({ answer: ModelAnswer, writtenBy: z.string() });
const never = new AbortController().signal;

/**
 * Does a claimed run to its end: the steps, then the result or the failure. It never throws for what the
 * agent's work can go wrong with; only a dead database gets through, and then the lease expires and
 * somebody else goes on. Aborting `signal` closes the model request that is under way.
 */
export async function executeRun(deps: RunDeps, claim: Claim, signal: AbortSignal = never): Promise<void> {
	const log = deps.log.child({ runId: claim.runId, taskId: claim.taskId, attempt: claim.attempt });
	try {
		await deps.failpoint('claimed', claim.taskId);
		keepToHours(deps.clock, claim);
		await doSteps(deps, claim, signal);
		await deps.failpoint('run-finished');
		log.info({}, 'Run finished');
	} catch (error) {
		if (error instanceof LeaseLost)
			return log.warn({}, 'Run was taken over or cancelled; its result is dropped');
		if (error instanceof RunWaits) log.info({ reason: error.reason, until: error.until }, 'Run waits');
		else log.warn({ err: error }, 'Run failed');
		await recordFailure(deps, claim, error, log);
	}
}

function keepToHours(clock: Clock, { hours }: Claim): void {
	const begins = hours && nextWorkingMoment(hours.hours, hours.timeZone, clock.now());
	if (begins) throw new RunWaits('hours', 'Outside working hours. It goes on when the day begins.', begins);
}

async function doSteps(deps: RunDeps, claim: Claim, signal: AbortSignal): Promise<void> {
	const brief = await loadBrief(deps, claim);
	const request = { ...buildPrompt(brief), brief, action: actionSchema(brief.allowedActions) };
	const draft = await runStep(deps, claim, { key: 'draft', kind: 'model_call', result: Draft }, (start) =>
		callModel(deps, claim, start, request, signal)
	);
	await finishRun(deps, claim, withinPermissions(draft.answer, brief.allowedActions), draft.writtenBy);
}

/** The prompt asks; this makes sure. */
function withinPermissions(answer: ModelAnswer, allowed: string[]): ModelAnswer {
	return { ...answer, proposedActions: answer.proposedActions.filter(({ kind }) => allowed.includes(kind)) };
}

async function recordFailure(deps: RunDeps, claim: Claim, error: unknown, log: Log): Promise<void> {
	try {
		await failRun(deps, claim, error);
		await deps.failpoint('failure-recorded');
	} catch (later) {
		if (!(later instanceof LeaseLost)) throw later;
		log.warn({}, 'Run was taken over or cancelled before its failure could be written');
	}
}
