import { z } from 'zod';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Clock, Db, Jobs, Log, Model } from '#server/ports.ts';
import { buildPrompt } from './build-prompt.ts';
import { callModel } from './call-model.ts';
import type { Claim } from './claim-run.ts';
import { failRun } from './fail-run.ts';
import { finishRun } from './finish-run.ts';
import { LeaseLost } from './lease.ts';
import { loadBrief } from './load-brief.ts';
import { runStep } from './run-step.ts';

export type RunDeps = {
	db: Db;
	jobs: Jobs;
	clock: Clock;
	log: Log;
	model: Model;
	/** This process, as it is named in worker_heartbeats. */
	processId: string;
	random: () => number;
};

const Draft = z.object({ answer: ModelAnswer, writtenBy: z.string() });

/**
 * Does a claimed run to its end: the steps, then the result or the failure. It never throws for what
 * the agent's work can go wrong with; only a dead database gets through, and then the lease expires
 * and somebody else goes on.
 */
export async function executeRun(
	deps: RunDeps,
	claim: Claim,
	signal: AbortSignal = new AbortController().signal
): Promise<void> {
	const log = deps.log.child({ runId: claim.runId, taskId: claim.taskId, attempt: claim.attempt });
	try {
		const brief = await loadBrief(deps, claim);
		const request = { ...buildPrompt(brief), brief };
		const draft = await runStep(deps, claim, { key: 'draft', kind: 'model_call', result: Draft }, (start) =>
			callModel(deps, claim, start, request, signal)
		);
		await finishRun(deps, claim, withinPermissions(draft.answer, brief.allowedActions), draft.writtenBy);
		log.info({ writtenBy: draft.writtenBy }, 'Run finished');
	} catch (error) {
		if (error instanceof LeaseLost)
			return log.warn({}, 'Run was taken over or cancelled; its result is dropped');
		log.warn({ err: error }, 'Run failed');
		await endQuietly(log, () => failRun(deps, claim, error));
	}
}

/** The prompt asks; this makes sure. */
function withinPermissions(answer: ModelAnswer, allowed: string[]): ModelAnswer {
	return { ...answer, proposedActions: answer.proposedActions.filter(({ kind }) => allowed.includes(kind)) };
}

async function endQuietly(log: Log, fail: () => Promise<void>): Promise<void> {
	try {
		await fail();
	} catch (error) {
		if (!(error instanceof LeaseLost)) throw error;
		log.warn({}, 'Run was taken over or cancelled before its failure could be written');
	}
}
