import type { Clock } from '#server/ports/clock.ts';
import type { Log } from '#server/ports/log.ts';
import type { Claim } from '../run/claim-run.ts';
import type { Draft, EndRun } from '../run/draft.ts';
import { failRun } from '../run/fail-run.ts';
import { takeSteps, type Taken } from '../run/steps/take-steps.ts';
import { combineAnswers } from './combine-answers.ts';
import { endWithDraft, finishRun } from './finish-run.ts';
import { loadBrief } from './load-brief.ts';
import type { RunDeps } from './run-deps.ts';
import { stepContext, withinPermissions } from './step-context.ts';
import { LeaseLost } from '../ledger/lease.ts';
import { RunWaits } from '../run/run-waits.ts';
import { nextWorkingMoment } from '../time/working-hours.ts';
import { rowKey } from '../run/steps/for-each.ts';
import { contentHash } from '../ledger/canonical-json.ts';

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
	const permitted = (draft: Draft): Draft => ({ ...draft, answer: withinPermissions(draft.answer, brief) });
	let ended = false;
	const endWith = (draft: Draft): EndRun | null => {
		const end = isOneDraft(claim) ? endWithDraft(deps, claim, permitted(draft)) : null;
		return end && { ...end, ended: (othersWait) => ((ended = true), end.ended(othersWait)) };
	};
	const taken = await takeSteps({ ...stepContext(deps, claim, signal, brief), endWith }, claim.plan);
	if (ended) return;
	const { answer, writtenBy } = permitted(combineAnswers(taken));
	await finishRun(deps, claim, answer, writtenBy, whatItIsAbout(claim, taken));
}

function isOneDraft({ plan }: Claim): boolean {
	return plan.steps.length === 1 && plan.steps[0]?.kind === 'draft';
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

/**
 * How many drafts a run brought, and what they are about: each row by its content, and what stands outside of loops. A
 * later run of the same workflow that is about all of it says the same again; one that a trigger started never does.
 */
function whatItIsAbout({ plan }: Claim, taken: Taken[]): { drafts: number; covers: string[] } {
	const drafts = taken.filter(({ kind }) => kind === 'draft');
	const trigger = plan.given.trigger ? `trigger:${contentHash(plan.given.trigger)}` : null;
	const covers = [...coveredBy(taken), ...(trigger ? [trigger] : [])];
	return { drafts: drafts.length, covers: [...new Set(covers)] };
}

/**
 * Where a run proposes something, a row about which it only asks is left out: the decisions are on the proposals, and
 * what was asked would never come again.
 */
function coveredBy(taken: Taken[]): string[] {
	const written = taken.filter(({ kind }) => kind === 'draft' || kind === 'action');
	const places = written.map((one) => ({
		place: placeOf(one),
		proposes: proposesSomething(one),
		row: one.row
	}));
	const proposed = new Set(places.filter(({ proposes }) => proposes).map(({ place }) => place));
	return places
		.filter(({ place, row }) => row === null || proposed.size === 0 || proposed.has(place))
		.map(({ place }) => place);
}

function placeOf({ address, row }: Taken): string {
	return row === null ? `step:${address}` : rowKey(row);
}

function proposesSomething({ kind, result }: Taken): boolean {
	return kind === 'action' || (result as Draft).answer.proposedActions.length > 0;
}
