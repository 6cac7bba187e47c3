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

/** What a stranger brought, as `checkFilledIn`. A sheet is the owner's to choose: a stranger would have another one read. */
export function checkBrought(fields: readonly InputField[], values: unknown): JsonObject {
	const brought = checkFilledIn(fields, values);
	const sheet = fields.find(({ key }) => isSheet(brought[key]));
	if (!sheet) return brought;
	const message = `${sheet.label}: Please send the rows themselves, as text.`;
	throw new DomainError('invalid_input', message, { fields: { [sheet.key]: message } });
}

function isSheet(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'spreadsheet' in value;
}

/** Throws `invalid_schedule`, and `invalid_input` for a trigger that never comes or cannot bring what the workflow needs. */
export function checkTrigger({ fields }: Definition, trigger: Trigger, now: Date): void {
	// They have a name already, and nobody who answers them.
	if (trigger.kind === 'row' || trigger.kind === 'form')
		throw refused(
			'A workflow starts by hand, by a schedule or by a webhook. Forms and new rows start none yet.'
		);
	if (trigger.kind === 'schedule') readSchedule(trigger, now);
	if (trigger.kind === 'schedule' && fields.some(({ required }) => required))
		throw refused(
			'This workflow answers something that comes in. Let a webhook start it, or run it by hand.'
		);
}

function refused(message: string): DomainError {
	return new DomainError('invalid_input', message, { fields: { trigger: message } });
}
