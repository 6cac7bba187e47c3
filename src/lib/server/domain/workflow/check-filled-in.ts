import { plainNumber } from '#lib/plain-number.ts';
import { inputsSchema, type InputField } from '#lib/schemas/workflow-input.ts';
import type { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import { DomainError } from '#server/errors.ts';
import type { JsonObject } from '#server/ports/db.ts';
import { readSchedule } from './read-schedule.ts';
import { instructionsIn, recipientsIn } from './run-of.ts';

/** What was filled in, with the defaults of the rest. Throws `invalid_input` with one sentence a field. */
export function checkFilledIn(fields: readonly InputField[], values: unknown): JsonObject {
	const read = inputsSchema(fields).safeParse(values);
	if (read.success) return read.data as JsonObject;
	const problems = read.error.issues.map(({ path, message, code }) => {
		const key = String(path[0] ?? '');
		const field = fields.find((one) => one.key === key);
		if (field) return [key, `${field.label}: ${message}`] as const;
		const keys =
			code === 'unrecognized_keys'
				? ` It has no “${(read.error.issues[0] as { keys?: string[] }).keys?.[0]}”.`
				: '';
		return ['inputs', `This does not fit the form.${keys}`] as const;
	});
	throw new DomainError('invalid_input', problems[0]?.[1] ?? 'Please look at the form again.', {
		fields: Object.fromEntries(problems.toReversed())
	});
}

/** What an owner has filled in, so that a run can be made of it. Throws `invalid_input`. */
export function checkInputs(definition: Definition, values: unknown): JsonObject {
	const inputs = checkFilledIn(definition.inputs, values);
	instructionsIn(definition, inputs);
	recipientsIn(definition, inputs);
	return inputs;
}

/** What a stranger brought, as `checkFilledIn`: one address a field, and no sheet, of which they would have another one read. */
export function checkBrought(fields: readonly InputField[], values: unknown): JsonObject {
	const brought = checkFilledIn(fields, withLists(fields, values));
	for (const { key, label } of fields) {
		const ask = asks.find(({ of }) => of(brought[key]));
		const message = `${label}: ${ask?.message}`;
		if (ask) throw new DomainError('invalid_input', message, { fields: { [key]: message } });
	}
	return brought;
}

/** What a stranger may not bring although the owner may. */
const asks = [
	{ of: isSheet, message: 'Please send the rows themselves, as text.' },
	// Whoever writes is answered, and not whomever else they like to have written to.
	{ of: (value: unknown) => Array.isArray(value) && value.length > 1, message: 'Please give one address.' }
];

/** The cells of a row, as `checkBrought`: an empty one says nothing, and a figure is written as a text. */
export function checkRow(fields: readonly InputField[], cells: Record<string, string>): JsonObject {
	const numbers = new Set(fields.filter(({ kind }) => kind === 'number').map(({ key }) => key));
	const filled = Object.entries(cells).filter(([, cell]) => cell !== '');
	return checkBrought(
		fields,
		Object.fromEntries(
			filled.map(([key, cell]) => [key, numbers.has(key) ? (plainNumber(cell) ?? cell) : cell])
		)
	);
}

/** Programs write an address as a text. */
function withLists(fields: readonly InputField[], values: unknown): unknown {
	if (typeof values !== 'object' || values === null) return values;
	const emails = new Set(fields.filter(({ kind }) => kind === 'emails').map(({ key }) => key));
	const entries = Object.entries(values).map(([key, value]) =>
		emails.has(key) && typeof value === 'string' ? [key, value.trim() ? [value.trim()] : []] : [key, value]
	);
	return Object.fromEntries(entries);
}

function isSheet(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'spreadsheet' in value;
}

/** Throws `invalid_schedule`, and `invalid_input` for a trigger that never comes or cannot bring what the workflow needs. */
export function checkTrigger({ fields }: Definition, trigger: Trigger, now: Date): void {
	if (trigger.kind === 'schedule') readSchedule(trigger, now);
	if (trigger.kind === 'schedule' && fields.some(({ required }) => required))
		throw refused(
			'This workflow answers something that comes in. Let a form or a webhook start it, or run it by hand.'
		);
	if (trigger.kind !== 'manual' && fields.some(({ kind, required }) => kind === 'sheet' && required))
		throw refused('This workflow needs a sheet each time, which only you may choose. Run it by hand.');
	if (trigger.kind === 'form' && fields.length === 0)
		throw refused('This workflow takes nothing in, so there is nothing to ask for in a form.');
	if (trigger.kind === 'row' && fields.length === 0)
		throw refused('This workflow takes nothing in, so a new row would tell it nothing.');
}

function refused(message: string): DomainError {
	return new DomainError('invalid_input', message, { fields: { trigger: message } });
}
