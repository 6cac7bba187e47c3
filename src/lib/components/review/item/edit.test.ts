import { expect, test } from 'vitest';
import type { Action } from '#lib/schemas/action.ts';
import {
	editedPayload,
	editProblem,
	isChanged,
	isTitleOnly,
	openChoices,
	splitAddresses,
	startEdit,
	writtenIn
} from './edit.ts';

const payload = {
	to: ['Priya Shah <priya@harbour.example>'],
	cc: [],
	bcc: [],
	subject: 'The 40 chairs',
	body: 'Hi Priya,',
	threadId: 't1'
};
type Row = Extract<Action['preview'], { shape: 'row' }>;
type Mail = Extract<Action['preview'], { shape: 'mail' }>;
const mail = {
	payloadHash: 'a'.repeat(64),
	payload: payload as Record<string, unknown>,
	preview: { shape: 'mail', ...payload, reply: true } as unknown as Mail,
	flags: [{ code: 'unnamed' as const, target: 'email:priya@harbour.example', message: 'Not named.' }]
};
const row = {
	payloadHash: 'b'.repeat(64),
	payload: { spreadsheet: '1abc', tab: 'November', columns: [{ header: 'Amount', value: '48.20' }] },
	preview: {
		shape: 'row' as const,
		spreadsheet: 'Expenses 2026',
		url: null,
		tab: 'November',
		columns: [{ header: 'Amount', value: '48.20' }]
	},
	flags: [{ code: 'unnamed' as const, target: 'spreadsheet:1abc', message: 'Not named.' }]
};

test('an edit changes what was changed, and leaves the rest and the agent’s own alone', () => {
	const edit = startEdit(mail);
	expect(isChanged(mail, edit)).toBe(false);
	(edit.preview as Mail).body = 'Hello Priya,';
	expect(isChanged(mail, edit)).toBe(true);
	expect(mail.preview.body).toBe('Hi Priya,');
	expect(editedPayload(mail, edit)).toEqual({ ...payload, body: 'Hello Priya,' });
});

test('a cell is edited without naming the sheet anew, which is shown by the address book’s name', () => {
	const edit = startEdit(row);
	if (edit.preview.shape === 'row') edit.preview.columns = [{ header: 'Amount', value: '50.00' }];
	expect(editedPayload(row, edit)).toEqual({
		...row.payload,
		columns: [{ header: 'Amount', value: '50.00' }]
	});
	if (edit.preview.shape === 'row') edit.preview.spreadsheet = 'https://sheets.example/other ';
	expect(editedPayload(row, edit)).toMatchObject({ spreadsheet: 'https://sheets.example/other' });
});

test('fields write to the properties that they name, changed ones only', () => {
	const field = (key: string, value: string) => ({ key, label: key, value, long: false });
	const action = {
		payloadHash: 'c'.repeat(64),
		payload: { url: 'https://a.example', count: 3 },
		preview: { shape: 'fields' as const, fields: [field('url', 'https://a.example'), field('count', '3')] }
	};
	const edit = startEdit(action);
	if (edit.preview.shape === 'fields') {
		edit.preview.fields = [field('url', 'https://b.example'), field('count', '3')];
	}
	expect(editedPayload(action, edit)).toEqual({ url: 'https://b.example', count: 3 });
});

test('a field inside a list is written where it stands, and nowhere else', () => {
	const field = (key: string, value: string) => ({ key, label: key, value, long: false });
	const fields = [
		{ name: 'Customer', value: 'Harbour Hotel' },
		{ name: 'Note', value: 'Late' }
	];
	const action = {
		payloadHash: 'c'.repeat(64),
		payload: { address: 'CRM', fields },
		preview: {
			shape: 'fields' as const,
			fields: [field('fields.0.value', 'Harbour Hotel'), field('fields.1.value', 'Late')]
		}
	};
	const edit = startEdit(action);
	if (edit.preview.shape === 'fields') edit.preview.fields[1] = field('fields.1.value', 'Two weeks late');
	expect(editedPayload(action, edit)).toEqual({
		address: 'CRM',
		fields: [fields[0], { name: 'Note', value: 'Two weeks late' }]
	});
	expect(action.payload.fields).toBe(fields);
});

test('a mail needs somebody it is for, and real addresses', () => {
	const edit = startEdit(mail);
	expect(editProblem(edit)).toBeNull();
	(edit.preview as Mail).cc = ['tom at harbour'];
	expect(editProblem(edit)).toBe(
		'“tom at harbour” is not an e-mail address. One looks like dana@example.com.'
	);
	(edit.preview as Mail).to = [];
	expect(editProblem(edit)).toBe('Please say whom the mail is for.');
});

test('a row needs its sheet; without a tab it goes to the first one', () => {
	const edit = startEdit(row);
	(edit.preview as Row).tab = ' ';
	expect(editProblem(edit)).toBeNull();
	expect(editedPayload(row, edit)).toMatchObject({ tab: '' });
	(edit.preview as Row).spreadsheet = '';
	expect(editProblem(edit)).toBe('Please name the sheet.');
});

test('recipients are taken one by one, commas in names aside', () => {
	expect(splitAddresses('"Shah, Priya" <p@x.example>, tom@x.example; \n ana@x.example,')).toEqual([
		'"Shah, Priya" <p@x.example>',
		'tom@x.example',
		'ana@x.example'
	]);
});

test('a lone quotation mark holds nothing together', () => {
	expect(splitAddresses('"Shah, p@x.example; tom@x.example')).toEqual([
		'"Shah',
		'p@x.example',
		'tom@x.example'
	]);
});

test('an unnamed recipient is open until it is ticked or taken out', () => {
	expect(openChoices(mail, null, new Set())).toHaveLength(1);
	expect(openChoices(mail, null, new Set(['email:priya@harbour.example']))).toEqual([]);
	const edit = startEdit(mail);
	(edit.preview as Mail).subject = 'Changed';
	expect(openChoices(mail, edit, new Set())).toHaveLength(1);
	(edit.preview as Mail).to = ['Tom <tom@harbour.example>'];
	expect(openChoices(mail, edit, new Set())).toEqual([]);
	expect(writtenIn(mail, edit)).toEqual(['email:tom@harbour.example']);
});

test('an unnamed sheet is open until it is ticked or another is written in', () => {
	const edit = startEdit(row);
	expect(openChoices(row, edit, new Set())).toHaveLength(1);
	if (edit.preview.shape === 'row') edit.preview.spreadsheet = 'Ledger';
	expect(openChoices(row, edit, new Set())).toEqual([]);
	expect(writtenIn(row, edit)).toEqual(['spreadsheet:Ledger']);
	if (edit.preview.shape === 'row')
		edit.preview.spreadsheet = 'https://docs.google.com/spreadsheets/u/1/d/2def_-x/edit#gid=0';
	expect(writtenIn(row, edit)).toEqual(['spreadsheet:2def_-x']);
});

test('a spreadsheet’s title does not say which one is meant, its id does', () => {
	expect(isTitleOnly('spreadsheet:Quotes 2026')).toBe(true);
	expect(isTitleOnly('spreadsheet:1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-abcde')).toBe(false);
	expect(isTitleOnly('email:priya@harbour.example')).toBe(false);
});
