import type { InputField } from '../../schemas/workflow-input.ts';
import type { Trigger } from '../../schemas/workflow-template.ts';
import { choiceOf, cronOf, type ScheduleChoice } from './schedule-choice.ts';

/** What starts a workflow, as somebody chooses it. */
export type TriggerChoice = { starts: Starts; schedule: ScheduleChoice };
type Starts = 'manual' | 'schedule' | 'webhook' | 'form';

const all: { value: Starts; label: string; fits: (fields: readonly InputField[]) => boolean }[] = [
	{ value: 'manual', label: 'When I run it', fits: () => true },
	// What answers something that comes in has nothing to do at eight.
	{ value: 'schedule', label: 'On a schedule', fits: (fields) => !fields.some(({ required }) => required) },
	{ value: 'webhook', label: 'By webhook', fits: () => true },
	{ value: 'form', label: 'By a form', fits: (fields) => fields.length > 0 }
];

/** What may start a workflow that takes these fields in. */
export function startsFor(fields: readonly InputField[]): { value: Starts; label: string }[] {
	return all.filter(({ fits }) => fits(fields)).map(({ value, label }) => ({ value, label }));
}

export function triggerChoiceOf(trigger: Trigger): TriggerChoice {
	return {
		starts: trigger.kind === 'row' ? 'manual' : trigger.kind,
		schedule: choiceOf(trigger.kind === 'schedule' ? trigger.cron : undefined)
	};
}

export function triggerOf({ starts, schedule }: TriggerChoice, timeZone: string): Trigger {
	return starts === 'schedule' ? { kind: starts, cron: cronOf(schedule), timeZone } : { kind: starts };
}

/** What an address will bring, under the choice. */
export const startsHint: Record<Starts, string> = {
	manual: '',
	schedule: '',
	webhook:
		'It gets a secret address. Another program posts to it, and what it posts becomes a run. You see the address once it is switched on.',
	form: 'It gets a page of its own for your customers, which you can link to. What they send becomes a run.'
};
