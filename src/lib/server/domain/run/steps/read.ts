import { z } from 'zod';
import { runStep } from '../run-step.ts';
import type { StepModule } from './step-module.ts';

const result = z.json();

/** A lookup: kept, so that the rows of a loop are the same whoever goes on with it. */
export const read: StepModule<'read', z.infer<typeof result>> = {
	result,
	take: ({ deps, claim, read }, step, { address, scope }) =>
		runStep(deps, claim, { key: address, kind: step.kind, result }, async () =>
			result.parse(await read(step, scope))
		)
};
