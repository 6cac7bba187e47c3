import type { ProposedAction } from '#lib/schemas/action.ts';
import type { Brief } from '#lib/schemas/brief.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { StepOf } from '#lib/schemas/run-plan.ts';
import type { ModelRequest } from '#server/ports/model.ts';
import { actionSchema } from '../action/registry.ts';
import { asMaterial } from '../run/as-material.ts';
import { buildPrompt } from '../run/build-prompt.ts';
import type { Claim } from '../run/claim-run.ts';
import { countDraft } from '../run/count-draft.ts';
import { StepFailed } from '../run/steps/step-failed.ts';
import type { StepContext } from '../run/steps/step-module.ts';
import { readSource } from './read-source.ts';
import type { RunDeps } from './run-deps.ts';

/** What the steps of a run are given, but for its end. */
export function stepContext(
	deps: RunDeps,
	claim: Claim,
	signal: AbortSignal,
	brief: Brief
): Omit<StepContext, 'endWith'> {
	return {
		deps,
		claim,
		signal,
		read: (step, scope) => readSource(deps, claim, step, scope, brief),
		requestFor: async (step, brought) => requestFor(brief, step, brought),
		countDraft: (address) => countDraft(deps.db, claim, address),
		checkAction: async (action) => checkedAction(action, brief)
	};
}

/** What earlier steps brought may come from outside, so it is material too. */
function requestFor(
	brief: Brief,
	{ instructions, proposes }: StepOf<'draft'>,
	brought: unknown
): ModelRequest {
	const { task } = brief;
	const nothing = Object.keys(brought ?? {}).length === 0;
	const given = {
		...brief,
		...(!proposes && { allowedActions: [], read: [] }),
		task: {
			...task,
			instructions: [task.instructions, instructions].filter(Boolean).join('\n\n'),
			material: nothing ? task.material : asMaterial(brought)
		}
	};
	return { ...buildPrompt(given), brief: given, action: actionSchema(given.allowedActions) };
}

function checkedAction(action: ProposedAction, { allowedActions }: Brief) {
	if (!allowedActions.includes(action.kind))
		throw new StepFailed('This agent may not propose what the plan asks for. Allow it on the agent’s page.');
	const parsed = actionSchema([action.kind])?.safeParse(action);
	if (!parsed?.success)
		throw new StepFailed('What the plan would propose is not complete: a value that it needs is missing.');
	return parsed.data;
}

/** The prompt asks; this makes sure. */
export function withinPermissions(answer: ModelAnswer, { allowedActions }: Brief): ModelAnswer {
	const proposedActions = answer.proposedActions.filter(({ kind }) => allowedActions.includes(kind));
	return { ...answer, proposedActions };
}
