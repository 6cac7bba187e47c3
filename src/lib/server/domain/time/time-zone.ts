/** The zone itself when it is an IANA name that this runtime knows, else null. */
export function knownTimeZone(name: string | undefined): string | null {
	// Offsets are known here, but Postgres reads +05:30 as west of Greenwich.
	if (!name || !/^[a-z]/i.test(name)) return null;
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
	} catch {
		return null;
	}
}

/** Making one takes longer than using it a hundred times. */
const days = new Map<string, Intl.DateTimeFormat>();

/** The calendar day at `now` in `timeZone`, as `2026-11-23`. */
export function dayIn(timeZone: string, now: Date): string {
	const day = days.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
	days.set(timeZone, day);
	return day.format(now);
}
