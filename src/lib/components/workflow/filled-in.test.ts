import { describe, expect, it } from 'vitest';
import { inputsSchema, type InputField } from '../../schemas/workflow-input.ts';
import { asText, draftsOf, inputsFrom, startDrafts, type FieldDraft } from './filled-in.ts';

const field = (key: string, kind: InputField['kind'], more: Partial<InputField> = {}): InputField => ({
	...{ key, kind, label: key, help: '', required: false, headings: [], choices: [], example: '' },
	...more
});
const fields = [
	field('rows', 'table', { required: true }),
	field('sheet', 'sheet', { required: true }),
	field('to', 'emails'),
	field('most', 'number'),
	field('subject', 'text', { default: 'Thank you' }),
	field('notes', 'long')
];
function filled(values: Record<string, Partial<FieldDraft>>) {
	const drafts = startDrafts(fields);
	for (const [key, value] of Object.entries(values)) Object.assign(drafts[key] ?? {}, value);
	return inputsFrom(fields, drafts);
}

describe('the form of a workflow', () => {
	it('sends what was filled in as the template takes it', () => {
		const inputs = filled({
			rows: { text: 'Date,Amount\n1.11.,€3' },
			sheet: { spreadsheet: 'Books', tab: 'November' },
			to: { text: 'ana@a.example, ben@b.example' },
			most: { text: '7' }
		});
		expect(inputs).toEqual({
			rows: { text: 'Date,Amount\n1.11.,€3' },
			sheet: { spreadsheet: 'Books', tab: 'November' },
			to: ['ana@a.example', 'ben@b.example'],
			most: 7,
			subject: 'Thank you'
		});
		expect(inputsSchema(fields).safeParse(inputs).success).toBe(true);
	});

	it('takes rows from a sheet, whatever was pasted before', () => {
		const { rows } = filled({ rows: { text: 'old', from: 'sheet', spreadsheet: 'Books' } });
		expect(rows).toEqual({ spreadsheet: 'Books', tab: '' });
	});

	it('opens again as it was filled in, and means the same', () => {
		const inputs = {
			rows: { spreadsheet: 'Books', tab: 'May' },
			sheet: { spreadsheet: 'Books', tab: '' },
			to: ['ana@a.example', 'ben@b.example'],
			most: 7,
			notes: 'Two lines\nof text'
		};
		expect(inputsFrom(fields, draftsOf(fields, inputs))).toEqual(inputs);
		const pasted = { ...inputs, rows: { text: 'Date,Amount' } };
		expect(inputsFrom(fields, draftsOf(fields, pasted))).toEqual(pasted);
	});

	it('leaves it to the server to ask for what is missing', () => {
		const read = inputsSchema(fields).safeParse(filled({}));
		expect(read.error?.issues.map(({ message }) => message)).toEqual([
			'Please paste the rows, or name a sheet.',
			'Please paste the link of the sheet.'
		]);
	});

	it('reads values as one would type them', () => {
		expect(asText(['a@a.example', 'b@b.example'])).toBe('a@a.example, b@b.example');
		expect(asText({ spreadsheet: 'Books', tab: 'May' })).toBe('Books, tab “May”');
		expect(asText({ text: 'a,b' })).toBe('a,b');
		expect(asText(undefined)).toBe('');
	});
});
