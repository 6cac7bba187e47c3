import { numberWord, plural } from '#lib/format.ts';

/** Beyond this nobody reads the number. */
const countedUpTo = 100;

/** The one big sentence of the day. */
export function headline(waiting: number): string {
	if (waiting === 0) return 'Nothing waits for you.';
	if (waiting === 1) return 'One thing waits for you.';
	if (waiting >= countedUpTo) return 'More than 99 things wait for you.';
	return `${numberWord(waiting)} things wait for you.`;
}

/** Nobody has measured how long a review takes, so this says what it is counted from. */
export function estimate(waiting: number, running: number): string | null {
	if (waiting >= countedUpTo) return 'well over an hour of reading';
	if (waiting === 1) return 'about a minute of reading';
	if (waiting > 0) return `about ${plural(waiting, 'minute')}, at a minute each`;
	if (running >= countedUpTo) return '99+ tasks on the way';
	if (running > 0) return `${plural(running, 'task')} on the way`;
	return null;
}
