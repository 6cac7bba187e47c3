import { z } from 'zod';

/** What a run will do, as data: the steps in order. A plan that is under way never changes. */

/** The most rows that a loop takes; what is beyond is counted and said. */
export const mostRows = 50;
const mostSteps = 30;

/** `row`, `firstReply`: names a step among its neighbours, and what it brings to those after it. */
const Key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'Please name a step like firstReply.');
/** Where a value is found in what earlier steps brought: `lines`, `row.email`. */
const Path = z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}(\.[A-Za-z0-9_]{1,40}){0,5}$/);

/**
 * Reads a table that was given: the lines of the task's `material`, or what stands at a path (`input.receipts`), pasted or
 * in a sheet. `columns` renames what may be headed in several ways: `email`: `e-mail`, `mail`, `address`.
 */
const Read = z.strictObject({
	kind: z.literal('read'),
	key: Key,
	source: Path,
	columns: z.record(Key, z.array(z.string().max(60)).min(1).max(20)).optional()
});
/**
 * A model call: the task, with `instructions` for this step and what the loop is at as material. In the instructions
 * `{{input.tone}}` stands for what the owner has filled in, and for nothing else.
 */
const Draft = z.strictObject({
	kind: z.literal('draft'),
	key: Key,
	instructions: z.string().trim().max(5_000).default(''),
	/** False: it only writes, and what is proposed is an action step's. */
	proposes: z.boolean().default(true)
});
/** Proposes an action; `{{row.email}}` in a text of its payload stands for a value. */
const Action = z.strictObject({
	kind: z.literal('action'),
	key: Key,
	action: z.string().max(60),
	why: z.string().max(1_000),
	payload: z.record(z.string(), z.json())
});

type Read = z.infer<typeof Read>;
type Draft = z.infer<typeof Draft>;
type Action = z.infer<typeof Action>;
type Condition = {
	kind: 'condition';
	key: string;
	value: string;
	is: 'present' | 'absent' | 'equal' | 'address';
	to?: string | undefined;
	then: RunStep[];
	otherwise: RunStep[];
};
type ForEach = { kind: 'forEach'; key: string; over: string; once?: boolean | undefined; steps: RunStep[] };

export type RunStep = Read | Draft | Action | Condition | ForEach;
export type StepKind = RunStep['kind'];
export type StepOf<Kind extends StepKind> = Extract<RunStep, { kind: Kind }>;

const Given = z.record(z.string(), z.json());

const Steps: z.ZodType<RunStep[]> = z.lazy(() => z.array(RunStep).max(mostSteps));

/** The steps of a whole plan, by the rules that none of them can keep by itself. */
export const PlanSteps = Steps.refine((steps) => steps.length > 0, 'A plan needs a step.')
	.refine((steps) => hasOwnNames(steps, new Set()), 'Two steps have the same name.')
	.refine((steps) => !steps.some((step) => loops(step) > 1), 'A loop cannot stand in a loop.');

const RunStep: z.ZodType<RunStep> = z.lazy(() =>
	z.discriminatedUnion('kind', [
		Read,
		Draft,
		Action,
		z.strictObject({
			kind: z.literal('condition'),
			key: Key,
			value: Path,
			/** `address`: one e-mail address and nothing else. */
			is: z.enum(['present', 'absent', 'equal', 'address']),
			to: z.string().max(1_000).optional(),
			then: Steps,
			otherwise: Steps
		}),
		/**
		 * Its steps for each row of a list; `key` names the row for them. With `once` it leaves out rows that somebody has
		 * decided on in an earlier run of the workflow.
		 */
		z.strictObject({
			kind: z.literal('forEach'),
			key: Key,
			over: Path,
			once: z.boolean().optional(),
			steps: Steps
		})
	])
);

export const RunPlan = z.object({
	version: z.literal(1),
	steps: PlanSteps,
	/** What its steps have in view from the start: `input` is the owner's, `trigger` came from outside. */
	given: z.object({ input: Given, trigger: Given }).partial().default({})
});
export type RunPlan = z.infer<typeof RunPlan>;

/** An ordinary task: the agent drafts it. */
export const draftPlan: RunPlan = {
	version: 1,
	steps: [{ kind: 'draft', key: 'draft', instructions: '', proposes: true }],
	given: {}
};

function within(step: RunStep): RunStep[] {
	if (step.kind === 'condition') return [...step.then, ...step.otherwise];
	return step.kind === 'forEach' ? step.steps : [];
}

/** A name is found in what was brought so far, so none may hide another. */
function hasOwnNames(steps: RunStep[], taken: Set<string>): boolean {
	return steps.every((step) => {
		if (taken.has(step.key)) return false;
		taken.add(step.key);
		return hasOwnNames(within(step), taken);
	});
}

/** How deep loops stand in each other. */
function loops(step: RunStep): number {
	return Math.max(0, ...within(step).map(loops)) + (step.kind === 'forEach' ? 1 : 0);
}
