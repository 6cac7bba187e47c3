import { expect, it } from 'vitest';
import type { InputField } from '../../schemas/workflow-input.ts';
import { startsFor, triggerChoiceOf, triggerOf } from './trigger-choice.ts';

const field = (required: boolean): InputField => ({
	...{
		key: 'name',
		label: 'Name',
		help: '',
		kind: 'text',
		required,
		headings: [],
		choices: [],
		example: 'Priya'
	}
});

it.each([
	['takes nothing in', [], ['manual', 'schedule', 'webhook']],
	['may take something in', [field(false)], ['manual', 'schedule', 'webhook', 'form', 'row']],
	['answers what comes in', [field(true)], ['manual', 'webhook', 'form', 'row']]
])('a workflow that %s offers what can start it', (_, fields, starts) => {
	expect(startsFor(fields).map(({ value }) => value)).toEqual(starts);
});

it.each([
	{ kind: 'manual' },
	{ kind: 'webhook' },
	{ kind: 'form' },
	{ kind: 'row', spreadsheet: 'Leads', tab: 'New' },
	{ kind: 'schedule', cron: '0 8 * * 1-5', timeZone: 'Europe/Berlin' }
] as const)('%j is chosen and means the same again', (trigger) => {
	expect(triggerOf(triggerChoiceOf(trigger), 'Europe/Berlin')).toEqual(trigger);
});
