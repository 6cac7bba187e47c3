import { afterAll, afterEach, expect, inject } from 'vitest';
import { Floor } from './floor.ts';

type Options = Omit<Parameters<typeof Floor.open>[0], 'postgres'>;

/** A floor for all cases of a file; after each of them nothing may be broken. Call it once, at the top. */
export async function openFloor(options: Options = {}): Promise<Floor> {
	const floor = await Floor.open({ postgres: inject('postgres'), ...options });
	afterEach(async () => expect(await floor.violations()).toEqual([]));
	afterAll(() => floor.close());
	return floor;
}

/** A floor of one case's own. */
export async function onFloor(options: Options, work: (floor: Floor) => Promise<void>): Promise<void> {
	const floor = await Floor.open({ postgres: inject('postgres'), ...options });
	try {
		await work(floor);
		expect(await floor.violations()).toEqual([]);
	} finally {
		await floor.close();
	}
}
