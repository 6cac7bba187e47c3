import { failedBy, type VendorError } from '#server/errors.ts';
import type { Model, ModelRequest } from '#server/ports/model.ts';
import { LeaseLost } from '../ledger/lease.ts';
import { boundCall, mostOutputTokens, type CallBound } from './bound-call.ts';
import { Draft } from './draft.ts';
import { costOf, type Cost } from './model-price.ts';
import { openModelCall } from './open-model-call.ts';
import { failStep, type StepStart } from './run-step.ts';
import { RunWaits } from './run-waits.ts';
import { settleModelCall } from './settle-model-call.ts';
import type { StepContext } from './steps/step-module.ts';

type Usage = { inputTokens: number; outputTokens: number } | null;

const nothing: Cost = { costMicros: 0, priceKnown: true };

/**
 * One paid request as a step: its intent with the budget before it leaves, then what came of it with tokens and
 * cost. The outcome is recorded even when the lease was lost meanwhile, because the money is spent all the
 * same. An answer finishes the step in the same statement, and the run too where nothing else is left to do. Throws
 * VendorError as the model does, LeaseLost, and what `openModelCall` throws.
 */
export async function callModel(context: StepContext, key: string, request: ModelRequest): Promise<Draft> {
	const { deps, claim } = context;
	const bound = await boundCall(deps.db, claim, deps.model, request);
	const call = { model: deps.model, reserveMicros: bound.cost.costMicros };
	const opened = await openModelCall(deps, claim, key, call);
	if ('result' in opened) return Draft.parse(opened.result);
	await deps.failpoint('step-begun', key);
	await deps.failpoint('intent-recorded', request.brief.task.title);
	try {
		const draft = await ask(context, request, opened, bound);
		await deps.failpoint('step-finished');
		return draft;
	} catch (error) {
		if (failedBy('model', error)) await recordFailure(context, opened, bound.cost, error);
		const told = wasCutShort(error, bound) ? again(deps.clock.now()) : error;
		if (!(told instanceof LeaseLost)) await failStep(deps.db, claim, opened.stepId, told);
		throw told;
	}
}

/** Cut off at a bound that was ours, and below what an answer may take. */
function wasCutShort(error: unknown, { outputTokens }: CallBound): boolean {
	return failedBy('model', error) && error.code === 'model_cut_off' && outputTokens < mostOutputTokens;
}

function again(now: Date): RunWaits {
	const message = 'The answer was longer than such answers have been. It is asked for again, with more room.';
	return new RunWaits('retry', message, now);
}

type Opened = StepStart & { callId: string };

async function ask(
	{ deps, claim, signal, endWith }: StepContext,
	request: ModelRequest,
	{ stepId, callId }: Opened,
	{ outputTokens, cost: most }: CallBound
): Promise<Draft> {
	const { answer, usage, model } = await deps.model.complete(
		{ ...request, maxOutputTokens: outputTokens },
		signal
	);
	await deps.failpoint('model-answered', request.brief.task.title);
	const cost = costOfAnswer(deps.model, model, usage, most);
	const draft = { answer, writtenBy: model };
	const finishes = { stepId, result: draft, endRun: endWith(draft) };
	const outcome = { status: 'answered', model, usage, cost, error: null, finishes } as const;
	await settleModelCall(deps, claim, callId, outcome);
	await deps.failpoint('answer-recorded');
	return draft;
}

async function recordFailure(
	{ deps, claim }: StepContext,
	{ callId }: Opened,
	most: Cost,
	error: VendorError<'model'>
): Promise<void> {
	const { usage, effect } = error;
	const model = deps.model.name;
	await settleModelCall(deps, claim, callId, {
		status: effect === 'unknown' ? 'possibly_billed' : 'failed',
		model,
		usage,
		cost: effect !== 'none' ? costOfAnswer(deps.model, model, usage, most) : nothing,
		error,
		finishes: null
	});
}

/** Usage that was not reported is counted as the most it can have been, never as nothing. */
function costOfAnswer(model: Model, answeredBy: string, usage: Usage, most: Cost): Cost {
	if (model.offline) return nothing;
	if (!usage) return { ...most, priceKnown: false };
	const cost = costOf({ name: answeredBy, price: model.price }, usage);
	// A compatible server may call the model what it likes; what we asked for is then the better guess.
	return cost.priceKnown ? cost : costOf(model, usage);
}
