import { z } from 'zod';
import type { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import { RunPlan } from '#lib/schemas/run-plan.ts';
import { instructionsMaxLength, recipientsMax } from '#lib/schemas/limits.ts';
import { SheetInput } from '#lib/schemas/workflow-input.ts';
import { DomainError } from '#server/errors.ts';
import { isLinkOrId, spreadsheetId } from '../address-book/target-kinds/spreadsheet.ts';
import { asMaterial } from '../run/as-material.ts';
import { filled } from '../run/steps/scope.ts';

/** What a run of a workflow is as a task. */
export type RunOf = {
	title: string;
	instructions: string;
	material: string;
	recipients: string[];
	named: string[];
	plan: RunPlan;
};

type Given = Record<string, unknown>;
type Written = { name: string; definition: Definition; inputs: Given; trigger: Trigger };

/**
 * The task of one run: the owner's words are its instructions, what a trigger brought is material. Throws `invalid_input`
 * for more than a task may have, as whoever fills it in is told at once.
 */
export function runOf(
	{ name, definition, inputs, trigger }: Written,
	brought: Given | null,
	at: Date
): RunOf {
	const zone = trigger.kind === 'schedule' ? trigger.timeZone : 'UTC';
	const of = brought ? firstText(brought) : '';
	return {
		title: `${name}: ${of || dayIn(zone, at)}`,
		instructions: instructionsIn(definition, inputs),
		material: brought ? asMaterial(brought) : '',
		recipients: recipientsIn(definition, inputs),
		named: sheetsIn(definition, inputs),
		plan: RunPlan.parse({
			version: 1,
			steps: definition.steps,
			given: { input: inputs, ...(brought && { trigger: brought }) }
		})
	};
}

const longestName = 80;

function firstText(brought: Given): string {
	const text = Object.values(brought).find((value) => typeof value === 'string' && value.trim() !== '');
	return typeof text === 'string' ? cutAt(longestName, tidy(text)) : '';
}

/** Its beginning, in whole characters: Postgres takes no half of one. */
export function cutAt(length: number, text: string): string {
	return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** The task's words with what has been filled in. Throws `invalid_input` where that is too much. */
export function instructionsIn({ instructions }: Definition, inputs: Given): string {
	const text = tidy(filled(instructions, { input: inputs }));
	if (text.length <= instructionsMaxLength) return text;
	throw tooMuch(
		`With what you have filled in, the task is longer than ${instructionsMaxLength.toLocaleString('en')} characters. Please shorten it.`
	);
}

/** Why no run can be made of a workflow, for people. */
export function brokenReason(error: unknown): string {
	const why = error instanceof z.ZodError ? error.issues[0]?.message : undefined;
	const said = error instanceof DomainError ? error.message : why;
	return `It could not be started: ${said ?? 'something about it is broken.'}`;
}

function tooMuch(message: string): DomainError {
	return new DomainError('invalid_input', message, { fields: { inputs: message } });
}

/** Fields that were left empty leave blanks behind. */
function tidy(text: string): string {
	return text.replace(/[ \t]+/g, ' ').trim();
}

function dayIn(timeZone: string, at: Date): string {
	return new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long' }).format(at);
}

/** The owner has put them into a field that is for them, so they are named. Throws `invalid_input` past 50. */
export function recipientsIn({ inputs: fields }: Definition, inputs: Given): string[] {
	const all = fields.filter(({ kind }) => kind === 'emails').flatMap(({ key }) => inputs[key] ?? []);
	const recipients = [...new Set(all as string[])];
	if (recipients.length <= recipientsMax) return recipients;
	throw tooMuch(`A task has at most ${recipientsMax} recipients. Please name fewer.`);
}

function sheetsIn({ inputs: fields }: Definition, inputs: Given): string[] {
	const sheets = fields
		.filter(({ kind }) => kind === 'sheet')
		.flatMap(({ key }) => SheetInput.safeParse(inputs[key]).data ?? []);
	return sheets
		.filter(({ spreadsheet }) => isLinkOrId(spreadsheet))
		.map(({ spreadsheet }) => `spreadsheet:${spreadsheetId(spreadsheet, [])}`);
}
