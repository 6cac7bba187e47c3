import { describe, expect, it } from 'vitest';
import { retryAfterSeconds } from './model-failure.ts';

describe('retryAfterSeconds', () => {
	const now = Date.parse('2026-11-23T12:00:00Z');
	it.each([
		['7', 7],
		['0', 0],
		['1.2', 2],
		['Mon, 23 Nov 2026 12:01:30 GMT', 90],
		['Mon, 23 Nov 2026 11:00:00 GMT', 0],
		['999999999', 86_400],
		['soon', undefined],
		['', undefined],
		[null, undefined]
	])('reads %s as %s', (header, seconds) => {
		expect(retryAfterSeconds(header, now)).toBe(seconds);
	});
});
