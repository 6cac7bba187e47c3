import { formatClock, formatDay, formatPast, plural } from '../../format.ts';
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

/** `Looked 2 min ago, found 3.` */
export function lookedWords({ lookedAt, found }: Rows, now: number, timeZone: string): string {
	if (!lookedAt) return 'Nobody has looked yet.';
	const when = formatPast(lookedAt, now, timeZone);
	const ago = when === 'now' ? 'Looked just now' : `Looked ${when}`;
	return `${ago}, ${found > 0 ? `found ${found}` : 'found nothing new'}.`;
}

type Rows = NonNullable<WorkflowListItem['rows']>;

/** What became of the rows that were taken up afterwards. */
export function takenWords(started: number, held: number, refused: number): string {
	const parts = [
		started > 0 && `${plural(started, 'run')} started`,
		held > 0 && `${held} held until there is room`,
		refused > 0 && `${plural(refused, 'row')} cannot be used`
	].filter((part) => part !== false);
	return parts.length > 0 ? parts.join(', ') : 'These rows have been taken up before';
}
