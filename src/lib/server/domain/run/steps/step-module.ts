import type { z } from 'zod';
import type { ProposedAction } from '#lib/schemas/action.ts';
import type { RunStep, StepKind, StepOf } from '#lib/schemas/run-plan.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Failpoint } from '#server/ports/failpoint.ts';
import type { Model, ModelRequest } from '#server/ports/model.ts';
import type { SpendCaps } from '../../plan/plan-table.ts';
import type { Draft, EndRun } from '../draft.ts';
import type { Claim } from '../claim-run.ts';
import type { Scope } from './scope.ts';

/** What a step is given. The last five come from the floors above, which know agents' work and their actions. */
export type StepContext = {
	deps: {
		db: Db;
		jobs: Jobs;
		clock: Clock;
		model: Model;
		failpoint: Failpoint;
		config: { spendCaps: SpendCaps };
	};
	claim: Claim;
	signal: AbortSignal;
	/** Throws StepFailed where there is no such table, or it cannot be read. */
	read(step: StepOf<'read'>, scope: Scope): Promise<unknown>;
	/** What the model is asked. `brought` (the row of a loop, else what earlier steps brought) is material. */
	requestFor(step: StepOf<'draft'>, brought: unknown): Promise<ModelRequest>;
	/** Takes the draft's place in the month, where drafts count one by one. Throws RunWaits where there is none left. */
	countDraft(address: string): Promise<void>;
	/** The action as it may be proposed. Throws StepFailed. */
	checkAction(action: ProposedAction): Promise<ProposedAction>;
	/** Ends the run in the statement that keeps this draft, when nothing else is left to do; else null. */
	endWith(draft: Draft): EndRun | null;
};

/** Where a step stands: `address` is its key in the ledger (`row[3].draft`). */
export type Position = { address: string; scope: Scope; row: unknown };
/** Steps that follow from a result, and what they have in view. */
export type Inner = { prefix: string; scope: Scope; row: unknown; steps: RunStep[] };

/** One kind of step; a new one is a file here, named in `registry.ts` and in `RunStep`. */
export type StepModule<Kind extends StepKind, Result> = {
	/** What is kept of it, and what it brings to the steps after it. */
	result: z.ZodType<Result>;
	/** Does it and keeps its result under its address, at most once. */
	take(context: StepContext, step: StepOf<Kind>, position: Position): Promise<Result>;
	inner?(step: StepOf<Kind>, result: Result, position: Position): Inner[];
};
