import type { StepKind } from '#lib/schemas/run-plan.ts';
import { action } from './action.ts';
import { condition } from './condition.ts';
import { draft } from './draft.ts';
import { forEach } from './for-each.ts';
import { read } from './read.ts';
import type { StepModule } from './step-module.ts';

/** Every kind of step there is. */
export const stepKinds = { read, condition, forEach, draft, action } as unknown as {
	[Kind in StepKind]: StepModule<Kind, unknown>;
};
