import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDiff } from './word-diff.ts';

const rebuilt = (parts: ReturnType<typeof wordDiff>, without: string) =>
	parts
		.filter(({ kind }) => kind !== without)
		.map(({ text }) => text)
		.join('');

test('what was not changed is one part', () => {
	expect(wordDiff('Hi Priya,', 'Hi Priya,')).toEqual([{ kind: 'same', text: 'Hi Priya,' }]);
	expect(wordDiff('', '')).toEqual([]);
});

test('a changed word stands beside the one it replaces', () => {
	expect(wordDiff('Reply by Friday, please.', 'Reply by Monday, please.')).toEqual([
		{ kind: 'same', text: 'Reply by ' },
		{ kind: 'removed', text: 'Friday' },
		{ kind: 'added', text: 'Monday' },
		{ kind: 'same', text: ', please.' }
	]);
});

test('neighbouring changes read as one', () => {
	expect(wordDiff('at your earliest convenience now', 'by the second now')).toHaveLength(3);
});

test('both versions can be read out of it, whatever they are', () => {
	const words = fc.array(fc.constantFrom('a', 'b', 'chairs', ' ', '\n', '€48,20', 'שלום'), { maxLength: 30 });
	fc.assert(
		fc.property(words, words, (one, other) => {
			const [before, after] = [one.join(''), other.join('')];
			const parts = wordDiff(before, after);
			expect(rebuilt(parts, 'added')).toBe(before);
			expect(rebuilt(parts, 'removed')).toBe(after);
		})
	);
});

test('a very long text is compared in time for the next key', () => {
	const text = Array.from({ length: 4_000 }, (_, n) => `Line ${n} of a very long mail.`).join('\n');
	const started = performance.now();
	const parts = wordDiff(text, text.replace('Line 2000 of', 'Row 2000 of'));
	expect(performance.now() - started).toBeLessThan(500);
	expect(parts.some(({ kind }) => kind === 'added')).toBe(true);
});
