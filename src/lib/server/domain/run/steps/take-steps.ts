import type { RunPlan, RunStep, StepKind } from '#lib/schemas/run-plan.ts';
import { stepKinds } from './registry.ts';
import type { Scope } from './scope.ts';
import type { Inner, Position, StepContext, StepModule } from './step-module.ts';
import type { Db } from '#server/ports/db.ts';
import type { Claim } from '../claim-run.ts';

/** What a step brought, in the order of the plan. */
export type Taken = { address: string; kind: StepKind; row: unknown; result: unknown };

/**
 * Takes the steps of a plan in order and answers what each brought. What an earlier holder of the run has finished is
 * read from its record and costs nothing again. Throws what stops the run: LeaseLost, RunWaits, or a step's failure.
 */
export async function takeSteps(context: StepContext, plan: RunPlan): Promise<Taken[]> {
	const { deps, claim } = context;
	const finished = claim.epoch > 1 ? await finishedSteps(deps.db, claim) : new Map<string, unknown>();
	const taken: Taken[] = [];

	async function takeAll({ prefix, scope, row, steps }: Inner): Promise<void> {
		let inView: Scope = scope;
		for (const step of steps) {
			const position = { address: prefix + step.key, scope: inView, row };
			const result = await take(step, position);
			inView = { ...inView, [step.key]: result };
			for (const inner of moduleOf(step).inner?.(step as never, result, position) ?? []) await takeAll(inner);
		}
	}

	async function take(step: RunStep, position: Position): Promise<unknown> {
		const { address, row } = position;
		const module = moduleOf(step);
		const result = finished.has(address)
			? module.result.parse(finished.get(address))
			: await module.take(context, step as never, position);
		taken.push({ address, kind: step.kind, row, result });
		return result;
	}

	await takeAll({ prefix: '', scope: plan.given, row: null, steps: plan.steps });
	return taken;
}

function moduleOf({ kind }: RunStep): StepModule<StepKind, unknown> {
	return stepKinds[kind] as StepModule<StepKind, unknown>;
}

/** What earlier holders of a run have finished, by address, in one statement however many rows a loop has. */
async function finishedSteps(db: Db, { workspaceId, runId }: Claim): Promise<Map<string, unknown>> {
	const rows = await db.step.findMany({
		where: { workspaceId, runId, status: 'succeeded' },
		select: { key: true, result: true }
	});
	return new Map(rows.map(({ key, result }) => [key, result]));
}
