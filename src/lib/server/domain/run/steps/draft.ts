import { callModel } from '../call-model.ts';
import { Draft } from '../draft.ts';
import { filled } from './scope.ts';
import type { StepModule } from './step-module.ts';

/** A model call; what was answered once is never asked for again. */
export const draft: StepModule<'draft', Draft> = {
	result: Draft,
	take: async (context, step, { address, scope, row }) => {
		await context.countDraft(address);
		// The owner's own words alone become instructions: all else may come from outside.
		const { input = {}, ...brought } = scope;
		const instructions = filled(step.instructions, { input });
		return callModel(
			context,
			address,
			await context.requestFor({ ...step, instructions }, row === null ? brought : [row])
		);
	}
};
