import { expect, test } from 'vitest';
import { placeholdersIn, placeholderWords } from './placeholders.ts';

test.each([
	['[one or two sentences more]', ['[one or two sentences more]']],
	['Dear [Name],\n\nsee you on [date of the fair].', ['[Name]', '[date of the fair]']],
	['Hello {{first name}}, the price is TBD.', ['{{first name}}', 'TBD']],
	['Signed: ________', ['________']],
	['TODO: the date\nPrice: TODO', ['TODO']],
	['[Ihr Name] und [Ihr Name]', ['[Ihr Name]']]
])('what is left open: %s', (text, found) => {
	expect(placeholdersIn(text)).toEqual(found);
});

test.each([
	'See [our terms](https://northwind.example/terms) and ![Chair](chair.png).',
	'- [ ] call\n- [x] write',
	'As said [1], and [^note].\n\n[^note]: There.\n[terms]: https://northwind.example',
	'He said “they was [sic] late […]”.',
	'array[0], items[index], a [b',
	'TODO LISTO PARA EL VIERNES',
	`[${'word '.repeat(60)}]`
])('what is not: %s', (text) => {
	expect(placeholdersIn(text)).toEqual([]);
});

test('says which', () => {
	expect(placeholderWords(['[Name]'])).toBe('“[Name]” is still to be filled in.');
	expect(placeholderWords(['[a]', '[b]', '[c]', '[d]'])).toBe(
		'“[a]”, “[b]”, “[c]” and 1 more are still to be filled in.'
	);
});
