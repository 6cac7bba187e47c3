import { expect, test } from 'vitest';
import type { Estimate } from '../schemas/estimate.ts';
import { estimateWords } from './estimate-words.ts';

const known: Estimate = { costMicros: 40_000, runs: 12, price: 'known', tasks: { used: 12, allowed: 200 } };
const endless: Estimate = { ...known, tasks: { used: 12, allowed: null } };

test.each<[Estimate, string]>([
	[known, 'About $0.04, going by the last 12 · 188 of 200 tasks left this month'],
	[endless, 'About $0.04, going by the last 12'],
	[{ ...endless, runs: 1 }, 'About $0.04, as the last one'],
	[{ ...endless, price: 'unknown' }, 'Price unknown, at most about $0.04, going by the last 12'],
	[{ ...endless, costMicros: null, runs: 0 }, 'What it costs shows after the first run'],
	[{ ...endless, costMicros: 0, price: 'none' }, 'No model is paid for'],
	[
		{ ...known, tasks: { used: 203, allowed: 200 }, price: 'none' },
		'No model is paid for · 0 of 200 tasks left this month'
	]
])('%j', (estimate, words) => {
	expect(estimateWords(estimate)).toBe(words);
});
