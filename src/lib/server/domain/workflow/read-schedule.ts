import type { Schedule as Written } from '#lib/schemas/schedule.ts';
import { DomainError } from '#server/errors.ts';
import { CronProblem, parseCron, type Cron } from '../time/cron.ts';
import { nextFire, type Schedule } from '../time/next-fire.ts';
import { knownTimeZone } from '../time/time-zone.ts';

/** A schedule as a person wrote it, understood. Throws `invalid_schedule`, also for one that is never due after `now`. */
export function readSchedule({ cron: text, timeZone }: Written, now: Date): Schedule {
	if (!knownTimeZone(timeZone))
		throw refused('timeZone', 'This time zone is not known. Use a name like Europe/Berlin.');
	const schedule = { cron: cronIn(text), timeZone };
	if (!nextFire(schedule, now))
		throw refused('cron', 'This would never run: there is no such day in any year.');
	return schedule;
}

function cronIn(text: string): Cron {
	try {
		return parseCron(text);
	} catch (error) {
		if (error instanceof CronProblem) throw refused('cron', error.message);
		throw error;
	}
}

function refused(field: 'cron' | 'timeZone', message: string): DomainError {
	return new DomainError('invalid_schedule', message, { fields: { [field]: message } });
}
