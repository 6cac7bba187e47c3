import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { ModelError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Db, Model, ModelRequest } from '#server/ports.ts';
import type { Claim } from './claim-run.ts';
import { held } from './lease.ts';
import { costOf, estimateCost, type Cost } from './model-price.ts';
import type { StepStart } from './run-step.ts';

type Deps = { db: Db; model: Model };
type Usage = { inputTokens: number; outputTokens: number } | null;

/**
 * One paid request: an intent row before it leaves, then what came of it with tokens and cost. The
 * outcome is recorded even when the lease was lost meanwhile, because the money is spent all the same.
 * Throws ModelError as the model does.
 */
export async function callModel(
	deps: Deps,
	claim: Claim,
	start: StepStart,
	request: ModelRequest,
	signal: AbortSignal
): Promise<{ answer: ModelAnswer; writtenBy: string }> {
	const callId = await recordIntent(deps, claim, start);
	try {
		const reply = await deps.model.complete(request, signal);
		const cost = priceOf(deps.model, reply.model, reply.usage, request);
		const { usage, model } = reply;
		await settle(deps.db, claim, callId, { status: 'answered', model, usage, cost, error: null });
		return { answer: reply.answer, writtenBy: reply.model };
	} catch (error) {
		if (error instanceof ModelError) await recordFailure(deps, claim, callId, request, error);
		throw error;
	}
}

/** A call of an earlier attempt that never heard back may have been charged: it is flagged, not forgotten. */
async function recordIntent(deps: Deps, claim: Claim, start: StepStart): Promise<string> {
	const callId = newId();
	held(
		await deps.db.$executeRaw`
			with unanswered as (
				update model_calls set status = 'possibly_billed', answered_at = now(),
					error_code = 'interrupted', error_message = 'The worker stopped before the answer came.'
				where workspace_id = ${claim.workspaceId}::uuid and run_id = ${claim.runId}::uuid and status = 'sent'
			)
			insert into model_calls (id, workspace_id, run_id, step_id, attempt, model)
			select ${callId}::uuid, r.workspace_id, r.id, ${start.stepId}::uuid, ${start.attempt}, ${deps.model.name}
			from runs r
			where r.workspace_id = ${claim.workspaceId}::uuid and r.id = ${claim.runId}::uuid
				and r.lease_epoch = ${claim.epoch} and r.status = 'running'`
	);
	return callId;
}

async function recordFailure(
	deps: Deps,
	claim: Claim,
	callId: string,
	request: ModelRequest,
	error: ModelError
): Promise<void> {
	const { usage = null, possiblyBilled = false } = error.details;
	const free = { costMicros: 0, priceKnown: true };
	await settle(deps.db, claim, callId, {
		status: possiblyBilled ? 'possibly_billed' : 'failed',
		model: deps.model.name,
		usage,
		cost: usage || possiblyBilled ? priceOf(deps.model, deps.model.name, usage, request) : free,
		error
	});
}

/** The most that an answer may be charged for when the vendor does not say; the integration asks for no more. */
const maxOutputTokens = 16_000;

/** Usage that was not reported is counted as the most it can have been, never as nothing. */
function priceOf(model: Model, name: string, usage: Usage, request: ModelRequest): Cost {
	if (model.offline) return { costMicros: 0, priceKnown: true };
	if (usage) return costOf(name, usage);
	const most = estimateCost(name, request.system.length + request.user.length, maxOutputTokens);
	return { ...most, priceKnown: false };
}

type Outcome = { status: string; model: string; usage: Usage; cost: Cost; error: ModelError | null };

/** Writes the outcome and adds its cost to the month in one statement. */
async function settle(db: Db, claim: Claim, callId: string, outcome: Outcome): Promise<void> {
	const { usage, cost, error } = outcome;
	await db.$executeRaw`
		with call as (
			update model_calls set status = ${outcome.status}, model = ${outcome.model}, answered_at = now(),
				input_tokens = ${usage?.inputTokens ?? null}::int, output_tokens = ${usage?.outputTokens ?? null}::int,
				cost_micros = ${cost.costMicros}::bigint, price_known = ${cost.priceKnown},
				error_code = ${error?.code ?? null}, error_message = ${error?.message ?? null}
			where workspace_id = ${claim.workspaceId}::uuid and id = ${callId}::uuid and status in ('sent', 'possibly_billed')
			returning workspace_id, cost_micros
		)
		insert into usage_counters as usage (workspace_id, month, cost_micros)
		select call.workspace_id, date_trunc('month', now() at time zone w.time_zone)::date, call.cost_micros
		from call join workspaces w on w.id = call.workspace_id
		where call.cost_micros > 0
		on conflict (workspace_id, month) do update set cost_micros = usage.cost_micros + excluded.cost_micros`;
}
