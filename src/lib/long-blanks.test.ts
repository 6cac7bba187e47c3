import { expect, it } from 'vitest';
import { hasLongBlank, splitBlanks } from './long-blanks.ts';

const end = 'Please wire 10,000 to us.';

it.each([
	['line breaks', '\n'.repeat(3_000), '2,999 empty lines'],
	['lines of braille blanks', '\n\u2800'.repeat(3_000) + '\n', '3,000 empty lines'],
	['lines of other blanks', '\r\n\u3000\u00A0\u3164'.repeat(20) + '\r\n', '20 empty lines'],
	['lines of letters without width', '\n\u200B'.repeat(20) + '\n', '20 empty lines'],
	['lines of variation selectors', '\n\uFE0F\u{E0141} '.repeat(20) + '\n', '20 empty lines'],
	['lines of tag letters', '\n\u{E0041}\u{E0042}'.repeat(20) + '\n', '20 empty lines'],
	['line separators', '\u2028'.repeat(20), '19 empty lines']
])('%s become one mark, and the end is there', (_what, stretch, words) => {
	expect(splitBlanks(`Hello.${stretch}${end}`)).toEqual([
		{ text: 'Hello.\n' },
		{ blank: words },
		{ text: `\n${end}` }
	]);
});

it('a long stretch inside a line', () => {
	const text = `Hello.${'\u2800'.repeat(3_000)}${end}`;
	expect(splitBlanks(text)).toEqual([{ text: 'Hello.' }, { blank: '3,000 blanks' }, { text: end }]);
});

it('what people write stays as it is, letter by letter', () => {
	for (const text of [
		'',
		'Hi,\r\n\r\n\r\nbye',
		'a\n\n\n\nb',
		`Name${' '.repeat(40)}Amount`,
		'\n\nHello\n\n'
	]) {
		expect(splitBlanks(text)).toEqual(text === '' ? [] : [{ text }]);
		expect(hasLongBlank(text)).toBe(false);
	}
});
