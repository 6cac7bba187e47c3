export type TimeZoneOption = { value: string; label: string };

/** Every zone that this runtime knows, `Europe/Berlin` as `Europe / Berlin`, and `current` even when it is none of them. */
export function timeZones(current: string): TimeZoneOption[] {
	const known = Intl.supportedValuesOf('timeZone');
	const names = [...new Set([...known, 'UTC', current])].sort();
	return names.map((value) => ({ value, label: value.replaceAll('_', ' ').replaceAll('/', ' / ') }));
}
