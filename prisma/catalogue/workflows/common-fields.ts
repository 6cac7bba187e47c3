import type { InputField } from '#lib/schemas/workflow-input.ts';

type Words = Pick<InputField, 'label' | 'example'> & Partial<Pick<InputField, 'help' | 'headings'>>;

/** A field without which there is nothing to do. */
export function needed(kind: InputField['kind'], key: string, words: Words): InputField {
	return { key, kind, help: '', headings: [], ...words, required: true, choices: [] };
}

/** A field that may stay empty. */
export function optional(kind: InputField['kind'], key: string, words: Words): InputField {
	const empty = kind === 'text' || kind === 'long' ? { default: '' } : {};
	return { key, kind, help: '', headings: [], ...words, required: false, choices: [], ...empty };
}

/** How what is written shall sound. */
export const tone = optional('text', 'tone', {
	label: 'How it should sound',
	help: 'Where nothing is said, the agent keeps to its own tone.',
	example: 'Keep it friendly and brief.'
});

export const anyTable = 'A sheet that is kept up to date, or a table that you paste.';

/** How columns with somebody's name and address are usually headed. */
export const nameColumn = ['name', 'contact', 'customer', 'client', 'person', 'company'];
export const emailColumn = ['e-mail', 'email', 'mail', 'e-mail address', 'email address', 'address'];

/** A sheet as one would name it. */
export const sheetCalled = (tab: string) => ({
	spreadsheet: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg',
	tab
});
