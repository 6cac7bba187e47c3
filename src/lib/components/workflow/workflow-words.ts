import { formatClock, formatDay } from '../../format.ts';
import type { FireOutcome, WorkflowListItem, WorkflowStatus } from '../../schemas/workflow.ts';
import type { Trigger } from '../../schemas/workflow-template.ts';
import type { Tone } from '../ui/variants.ts';

export const workflowStatusWords: Record<WorkflowStatus, { label: string; tone: Tone }> = {
	on: { label: 'On', tone: 'done' },
	off: { label: 'Off', tone: 'neutral' },
	paused: { label: 'Paused', tone: 'waiting' }
};

export const outcomeWords: Record<FireOutcome, { label: string; tone: Tone }> = {
	started: { label: 'Started', tone: 'done' },
	late: { label: 'Started late', tone: 'waiting' },
	skipped: { label: 'Skipped', tone: 'neutral' },
	held: { label: 'Held', tone: 'waiting' },
	nothing: { label: 'Nothing to do', tone: 'neutral' }
};

const triggerWords: Record<Trigger['kind'], string> = {
	manual: 'When you run it',
	schedule: 'On a schedule',
	webhook: 'When a webhook arrives',
	form: 'When a form is sent',
	row: 'When a sheet has a new row'
};

/** `Every weekday at 08:00`, `When you run it` */
export function startsWhen({
	scheduleWords,
	trigger
}: Pick<WorkflowListItem, 'scheduleWords' | 'trigger'>): string {
	return scheduleWords ?? triggerWords[trigger.kind];
}

/** `Wednesday, 2 December at 08:00` */
export function dueInWords(at: string, timeZone: string): string {
	return `${formatDay(at, timeZone)} at ${formatClock(at, timeZone)}`;
}
