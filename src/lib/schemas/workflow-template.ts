import { z } from 'zod';
import { InputField } from './workflow-input.ts';
import { PlanSteps } from './run-plan.ts';
import { Schedule } from './schedule.ts';

/** What starts a workflow, besides “run now”. */
export const Trigger = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('manual') }),
	Schedule.extend({ kind: z.literal('schedule') }),
	z.object({ kind: z.literal('webhook') }),
	z.object({ kind: z.literal('form') }),
	z.object({
		kind: z.literal('row'),
		spreadsheet: z.string().trim().min(1).max(500),
		tab: z.string().trim().max(200).default('')
	})
]);
export type Trigger = z.infer<typeof Trigger>;

/** What a workflow does, apart from who does it and when. Once switched on it stays as it was then. */
export const Definition = z.object({
	/** The task, in the owner's words; `{{input.tone}}` stands for what they have filled in. */
	instructions: z.string().min(1).max(20_000),
	inputs: z.array(InputField).max(20),
	/** What a trigger brings with it: the fields of the form, the names in a webhook's body, the columns of a row. */
	fields: z.array(InputField).max(20).default([]),
	steps: PlanSteps
});
export type Definition = z.infer<typeof Definition>;

/** What can be switched on for an agent; `key` names it in the API. */
export const WorkflowTemplate = Definition.extend({
	key: z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/),
	/** Counts up with every change of what it does. */
	version: z.number().int().positive(),
	/** The key of the role template that it is made for; null for agents of any role. */
	role: z.string().nullable(),
	name: z.string().min(1).max(80),
	description: z.string().min(1).max(500),
	/** How it is usually started. */
	trigger: Trigger,
	/** Typical minutes that a person needs for one of its drafts. */
	minutes: z.number().int().positive()
});
export type WorkflowTemplate = z.infer<typeof WorkflowTemplate>;

const JsonSchema = z.record(z.string(), z.unknown());

/** As the API shows it: forms as JSON Schema, for programs, and as a list of fields, for pages. */
export const WorkflowTemplateView = WorkflowTemplate.omit({ inputs: true, fields: true }).extend({
	inputs: JsonSchema,
	form: z.array(InputField),
	fields: z.array(InputField)
});
export type WorkflowTemplateView = z.infer<typeof WorkflowTemplateView>;
