import { z } from 'zod';
import { emailAddress } from '#lib/email-addresses.ts';
import type { StepOf } from '#lib/schemas/run-plan.ts';
import { runStep } from '../run-step.ts';
import { asText, valueAt } from './scope.ts';
import type { StepModule } from './step-module.ts';

const result = z.object({ holds: z.boolean() });

const tests: Record<StepOf<'condition'>['is'], (text: string, to: string) => boolean> = {
	present: (text) => text !== '',
	absent: (text) => text === '',
	equal: (text, to) => text === to,
	address: (text) => emailAddress.test(text)
};

/** Decided once: whoever goes on later takes the same way. */
export const condition: StepModule<'condition', z.infer<typeof result>> = {
	result,
	take: ({ deps, claim }, { kind, value, is, to }, { address, scope }) =>
		runStep(deps, claim, { key: address, kind, result }, async () => {
			const text = asText(valueAt(scope, value)).trim();
			return { holds: tests[is](text, (to ?? '').trim()) };
		}),
	inner: ({ then, otherwise }, { holds }, { address, scope, row }) => [
		{ prefix: `${address}.`, scope, row, steps: holds ? then : otherwise }
	]
};
