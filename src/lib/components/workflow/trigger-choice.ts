import type { InputField, SheetInput } from '../../schemas/workflow-input.ts';
import type { Trigger } from '../../schemas/workflow-template.ts';
import { choiceOf, cronOf, type ScheduleChoice } from './schedule-choice.ts';

/** What starts a workflow, as somebody chooses it. */
export type TriggerChoice = { starts: Trigger['kind']; schedule: ScheduleChoice; sheet: SheetInput };
type Starts = Trigger['kind'];

const all: { value: Starts; label: string; fits: (fields: readonly InputField[]) => boolean }[] = [
	{ value: 'manual', label: 'When I run it', fits: () => true },
	// What answers something that comes in has nothing to do at eight.
	{ value: 'schedule', label: 'On a schedule', fits: (fields) => !fields.some(({ required }) => required) },
	{ value: 'webhook', label: 'By webhook', fits: () => true },
	{ value: 'form', label: 'By a form', fits: (fields) => fields.length > 0 },
	{ value: 'row', label: 'By a new row', fits: (fields) => fields.length > 0 }
];

/** What may start a workflow that takes these fields in. */
export function startsFor(fields: readonly InputField[]): { value: Starts; label: string }[] {
	return all.filter(({ fits }) => fits(fields)).map(({ value, label }) => ({ value, label }));
}

const noSheet: SheetInput = { spreadsheet: '', tab: '' };

export function triggerChoiceOf(trigger: Trigger): TriggerChoice {
	return {
		starts: trigger.kind,
		schedule: choiceOf(trigger.kind === 'schedule' ? trigger.cron : undefined),
		sheet: trigger.kind === 'row' ? { spreadsheet: trigger.spreadsheet, tab: trigger.tab } : noSheet
	};
}

export function triggerOf({ starts, schedule, sheet }: TriggerChoice, timeZone: string): Trigger {
	if (starts === 'schedule') return { kind: starts, cron: cronOf(schedule), timeZone };
	return starts === 'row' ? { kind: starts, ...sheet } : { kind: starts };
}

/** What it will bring, under the choice. */
export const startsHint: Record<Starts, string> = {
	manual: '',
	schedule: '',
	webhook:
		'It gets a secret address. Another program posts to it, and what it posts becomes a run. You see the address once it is switched on.',
	form: 'It gets a page of its own for your customers, which you can link to. What they send becomes a run.',
	row: 'Within a minute after somebody has added a row it becomes a run. Rows that are there already are left alone.'
};
