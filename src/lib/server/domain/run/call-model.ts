import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { ModelError } from '#server/errors.ts';
import type { Clock, Db, Failpoint, Model, ModelRequest } from '#server/ports.ts';
import type { Claim } from './claim-run.ts';
import { costOf, estimateCost, type Cost } from './model-price.ts';
import { openModelCall } from './open-model-call.ts';
import type { StepStart } from './run-step.ts';
import { settleModelCall } from './settle-model-call.ts';

type Deps = { db: Db; clock: Clock; model: Model; failpoint: Failpoint };
type Usage = { inputTokens: number; outputTokens: number } | null;

/** The most that an answer may be charged for; the integration asks for no more. */
const maxOutputTokens = 16_000;
const nothing: Cost = { costMicros: 0, priceKnown: true };

/**
 * One paid request: an intent row with its budget before it leaves, then what came of it with tokens and
 * cost. The outcome is recorded even when the lease was lost meanwhile, because the money is spent all the
 * same. An answer finishes the step in the same statement. Throws ModelError as the model does, LeaseLost,
 * and what `openModelCall` throws.
 */
export async function callModel(
	deps: Deps,
	claim: Claim,
	start: StepStart,
	request: ModelRequest,
	signal: AbortSignal
): Promise<{ answer: ModelAnswer; writtenBy: string }> {
	const most = mostItCanCost(deps.model, request);
	const callId = await openModelCall(deps, claim, start, {
		model: deps.model.name,
		reserveMicros: most.costMicros
	});
	await deps.failpoint('intent-recorded', request.brief.task.title);
	try {
		const { answer, usage, model } = await deps.model.complete(request, signal);
		await deps.failpoint('model-answered', request.brief.task.title);
		const cost = costOfAnswer(deps.model, model, usage, most);
		const draft = { answer, writtenBy: model };
		const finishes = { stepId: start.stepId, result: draft };
		const outcome = { status: 'answered', model, usage, cost, error: null, finishes } as const;
		await settleModelCall(deps.db, claim, callId, outcome);
		await deps.failpoint('answer-recorded');
		return draft;
	} catch (error) {
		if (error instanceof ModelError) await recordFailure(deps, claim, callId, most, error);
		throw error;
	}
}

async function recordFailure(
	deps: Deps,
	claim: Claim,
	callId: string,
	most: Cost,
	error: ModelError
): Promise<void> {
	const { usage = null, possiblyBilled = false } = error.details;
	const model = deps.model.name;
	await settleModelCall(deps.db, claim, callId, {
		status: possiblyBilled ? 'possibly_billed' : 'failed',
		model,
		usage,
		cost: usage || possiblyBilled ? costOfAnswer(deps.model, model, usage, most) : nothing,
		error,
		finishes: null
	});
}

function mostItCanCost(model: Model, request: ModelRequest): Cost {
	if (model.offline) return nothing;
	return estimateCost(model.name, request.system.length + request.user.length, maxOutputTokens);
}

/** Usage that was not reported is counted as the most it can have been, never as nothing. */
function costOfAnswer(model: Model, answeredBy: string, usage: Usage, most: Cost): Cost {
	if (model.offline) return nothing;
	if (!usage) return { ...most, priceKnown: false };
	const cost = costOf(answeredBy, usage);
	// A compatible server may call the model what it likes; what we asked for is then the better guess.
	return cost.priceKnown ? cost : costOf(model.name, usage);
}
