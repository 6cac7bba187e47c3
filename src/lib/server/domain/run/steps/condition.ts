import { z } from 'zod';
import { runStep } from '../run-step.ts';
import { asText, valueAt } from './scope.ts';
import type { StepModule } from './step-module.ts';

const result = z.object({ holds: z.boolean() });

/** Decided once: whoever goes on later takes the same way. */
export const condition: StepModule<'condition', z.infer<typeof result>> = {
	result,
	take: ({ deps, claim }, { kind, value, is, to }, { address, scope }) =>
		runStep(deps, claim, { key: address, kind, result }, async () => {
			const text = asText(valueAt(scope, value)).trim();
			return { holds: is === 'equal' ? text === (to ?? '').trim() : (text !== '') === (is === 'present') };
		}),
	inner: ({ then, otherwise }, { holds }, { address, scope, row }) => [
		{ prefix: `${address}.`, scope, row, steps: holds ? then : otherwise }
	]
};
