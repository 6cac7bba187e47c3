import { ProposedAction } from '#lib/schemas/action.ts';
import { runStep } from '../run-step.ts';
import { filled } from './scope.ts';
import type { StepModule } from './step-module.ts';

/** Proposes an action when the run ends; nothing leaves the house here. */
export const action: StepModule<'action', ProposedAction> = {
	result: ProposedAction,
	take: ({ deps, claim, checkAction }, step, { address, scope }) =>
		runStep(deps, claim, { key: address, kind: step.kind, result: ProposedAction }, () =>
			checkAction({ kind: step.action, why: filled(step.why, scope), payload: filled(step.payload, scope) })
		)
};
