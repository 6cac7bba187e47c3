/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at a moment, to the minute, as if it were UTC, in milliseconds. */
export function wallClock(timeZone: string, at: Date): number {
	const part = Object.fromEntries(
		formatFor(timeZone)
			.formatToParts(at)
			.map(({ type, value }) => [type, Number(value)])
	);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
	return Date.UTC(year, month - 1, day, hour, minute);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
	const found = formats.get(timeZone);
	if (found) return found;
	const made = new Intl.DateTimeFormat('en', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric'
	});
	formats.set(timeZone, made);
	return made;
}
