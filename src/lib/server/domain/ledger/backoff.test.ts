import { expect, test } from 'vitest';
import { backoffs, backoffSeconds } from './backoff.ts';

test('each wait is longer than the last, spread by chance and never beyond its bound', () => {
	const waits = (chance: number) =>
		[1, 2, 3, 9].map((failed) => backoffSeconds(backoffs.action(5), failed, chance));
	expect(waits(0)).toEqual([2.5, 7.5, 22.5, 450]);
	expect(waits(0.5)).toEqual([5, 15, 45, 900]);
	expect(backoffSeconds(backoffs.run, 2, 0.5)).toBe(8);
	expect(backoffSeconds(backoffs.notification(5), 1, 0)).toBe(15);
});
