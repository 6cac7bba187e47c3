import { expect, it } from 'vitest';
import { answers } from './command-palette.ts';

it.each([
	['Mail to Tom Adeyemi', 'tom', true],
	['tom@lark.example', 'tom', true],
	['tom@lark.example', 'lark', true],
	['tom@lark.example', 'tom@lark', true],
	['Write to every customer', 'tom', false],
	['Write to every customer', 'usto', true],
	['Follow-up on the quote', 'fol quo', true],
	['Follow-up on the quote', 'quo xyz', false],
	['Größe 40', 'grö', true],
	['Give someone a task', '', true]
])('%j answers %j: %s', (text, typed, does) => {
	expect(answers(text, typed)).toBe(does);
});
