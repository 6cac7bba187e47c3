import { expect, test } from 'vitest';
import { proposeLesson } from './propose-lesson.ts';

const words = (count: number, seed: number) =>
	Array.from({ length: count }, (_, at) => `w${(at * 7919 + seed * 104_729) % 10_007}`).join(' ');
const mail = (body: string) => ({ to: [], cc: [], bcc: [], subject: 'Chairs', body });

test.each([
	['rewritten from end to end', words(16_000, 1), words(16_000, 2)],
	['turned around', words(16_000, 1), words(16_000, 1).split(' ').reverse().join(' ')],
	['without a blank', '€'.repeat(100_000), '$'.repeat(100_000)],
	['of apostrophes', "'".repeat(100_000), '’'.repeat(100_000)],
	['of line breaks', '\n'.repeat(100_000), '\n '.repeat(50_000)]
])('a long mail %s is compared in no time, and teaches nothing', (_how, before, after) => {
	const begun = process.cpuUsage();
	const lesson = proposeLesson({
		kind: 'gmail.draftEmail',
		before: mail(before),
		after: mail(after),
		feedback: null
	});
	const { user, system } = process.cpuUsage(begun);
	expect(lesson).toBe('');
	expect((user + system) / 1_000).toBeLessThan(1_000);
});

test('one phrase changed in a long mail still teaches', () => {
	const long = words(12_000, 3);
	const lesson = proposeLesson({
		kind: 'gmail.draftEmail',
		before: mail(`Dear all, kind regards follow. ${long}`),
		after: mail(`Dear all, best wishes follow. ${long}`),
		feedback: null
	});
	expect(lesson).toBe('Write "best wishes" instead of "kind regards".');
});
