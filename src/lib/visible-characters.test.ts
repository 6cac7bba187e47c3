import { expect, test } from 'vitest';
import { showUnseen, splitUnseen } from './visible-characters.ts';

test('ordinary text is one part, whatever its script', () => {
	const text = 'Grüße, שלום, 你好, नमस्ते, 👩‍💻 — and a tab\tand\nlines';
	expect(splitUnseen(text)).toEqual([{ text }]);
	expect(splitUnseen('')).toEqual([]);
});

test('a character that turns the text around is marked where it stands', () => {
	expect(splitUnseen('priya\u202Emoc.live')).toEqual([
		{ text: 'priya' },
		{ code: 'U+202E', does: 'changes the direction of the text', count: 1 },
		{ text: 'moc.live' }
	]);
});

test('a run of one hidden character is one mark that says how many', () => {
	expect(splitUnseen('a\u200B\u200B\u200Bb\u200B')).toEqual([
		{ text: 'a' },
		{ code: 'U+200B', does: 'takes no room', count: 3 },
		{ text: 'b' },
		{ code: 'U+200B', does: 'takes no room', count: 1 }
	]);
});

test('words that are hidden in tag characters are seen', () => {
	expect(splitUnseen('ok\u{E0053}')[1]).toMatchObject({ code: 'U+E0053', does: 'can carry hidden words' });
	expect(splitUnseen('\u0007')[0]).toMatchObject({ does: 'is a control character' });
});

test('what is split says the same as what is written out', () => {
	const text = 'a\u2066b\u00ADc\uFEFF';
	const written = splitUnseen(text)
		.map((part) => ('text' in part ? part.text : `[${part.code}]`.repeat(part.count)))
		.join('');
	expect(written).toBe(showUnseen(text));
});
