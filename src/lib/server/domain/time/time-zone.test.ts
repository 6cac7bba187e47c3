import { expect, test } from 'vitest';
import { cloneDatabase } from '../../../../../tests/support/database.ts';
import { knownTimeZone } from './time-zone.ts';

const { db } = await cloneDatabase();
test('every zone that this runtime lists is one to Postgres too', async () => {
	const rows = await db.$queryRaw<{ name: string }[]>`select name from pg_timezone_names`;
	const known = new Set(rows.map(({ name }) => name));
	const zones = Intl.supportedValuesOf('timeZone').map(knownTimeZone);
	expect(zones.filter((zone) => zone === null || !known.has(zone))).toEqual([]);
	expect(knownTimeZone('utc')).toBe('UTC');
});

// Postgres reads the sign of an offset the other way round, and the month would turn hours too late.
test.each(['+05:30', '-08:00', '+0530', '', ' ', 'Mars/Olympus', 'Europe/Berlin\u0000'])(
	'%j is no zone',
	(name) => expect(knownTimeZone(name)).toBeNull()
);
