const dayLength = 24 * 60 * 60 * 1_000;

/** An hour later, on the same day; what is no hour stays as it is, for the payload to refuse. */
export function hourAfter(start: string): string {
	const [hour = '', minute = ''] = start.split(':');
	if (Number(hour) >= 23) return '23:59';
	return `${String(Number(hour) + 1).padStart(2, '0')}:${minute}`;
}

export function nextDay(day: string, days = 1): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
	return new Date(`${day}T00:00:00Z`).getUTCDay();
}
