import type { Db } from '#server/ports/db.ts';
import type { Model, ModelRequest } from '#server/ports/model.ts';
import type { Claim } from './claim-run.ts';
import { estimateCost, type Cost } from './model-price.ts';

/** What an answer may take at most. The model is asked for no more, so that no answer can cost more than was reserved. */
export type CallBound = { outputTokens: number; cost: Cost };

/** As much as any answer may take; the integration asks for no more. */
export const mostOutputTokens = 16_000;
/** While nothing is known of such calls: room for a long letter, and for thinking before it. */
const firstOutputTokens = 8_000;
const leastOutputTokens = 2_000;
/** How much more than what 95 of 100 such answers took. */
const margin = 2;
/** A call that cannot cost more than ten cents chokes nobody, so its answer may be as long as any. */
const freelyMicros = 100_000;

const nothing: Cost = { costMicros: 0, priceKnown: true };

/**
 * Bounds a call by what the workspace's last calls of this model have needed, so that it does not hold back far more than
 * it will use. An answer that was cut off for it is asked for again with all the room there is.
 */
export async function boundCall(
	db: Db,
	claim: Claim,
	model: Model,
	request: ModelRequest
): Promise<CallBound> {
	if (model.offline) return { outputTokens: mostOutputTokens, cost: nothing };
	const inputBytes = Buffer.byteLength(request.system) + Buffer.byteLength(request.user);
	const bound = (outputTokens: number) => ({
		outputTokens,
		cost: estimateCost(model, inputBytes, outputTokens)
	});
	const widest = bound(mostOutputTokens);
	if (widest.cost.costMicros <= freelyMicros) return widest;
	const { usual, cutOff } = await experienceOf(db, claim, model.name);
	if (cutOff) return widest;
	if (usual === null) return bound(firstOutputTokens);
	return bound(Math.min(mostOutputTokens, Math.max(leastOutputTokens, usual * margin)));
}

type Experience = {
	/** Tokens that 95 of 100 answers stayed within; null while there is none. */
	usual: number | null;
	/** Whether an answer of this very run was cut off. */
	cutOff: boolean;
};

/** The last five hundred calls tell enough, and reading them takes the same time in any history. */
async function experienceOf(db: Db, { workspaceId, runId }: Claim, model: string): Promise<Experience> {
	const [experience] = await db.$queryRaw<[Experience]>`
		select percentile_disc(0.95) within group (order by output_tokens) filter (where output_tokens > 0) as usual,
			coalesce(bool_or(run_id = ${runId}::uuid and error_code = 'model_cut_off'), false) as "cutOff"
		from (
			select run_id, coalesce(asked_model, model) as model, output_tokens, error_code from model_calls
			where workspace_id = ${workspaceId}::uuid order by id desc limit 500
		) recent
		where model = ${model}`;
	return experience;
}
