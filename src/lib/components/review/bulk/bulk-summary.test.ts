import { expect, test } from 'vitest';
import { bulkOutcome, bulkSummary, targetsOf, whyNotChoose } from './bulk-summary.ts';

const draft = { one: 'draft', many: 'drafts' };
const to = (address: string, more: { isNew?: boolean; blocked?: boolean } = {}) => ({
	targets: [`email:${address}`],
	isNew: false,
	blocked: false,
	...more
});

test('what is chosen is counted: what, to whom, how many of them new', () => {
	const seven = Array.from({ length: 7 }, (_, n) => to(`p${n}@harbour.example`, { isNew: n === 3 }));
	expect(bulkSummary(seven, draft)).toBe('7 drafts, 7 recipients, 1 new');
	expect(bulkSummary([to('a@b.example')], draft)).toBe('1 draft, 1 recipient');
});

test('one address is one recipient, however often it is written to', () => {
	const twice = [to('a@b.example'), to('a@b.example', { isNew: true })];
	expect(bulkSummary(twice, draft)).toBe('2 drafts, 1 recipient, 1 new');
	expect(targetsOf(twice)).toEqual([{ name: 'a@b.example', isNew: true }]);
});

test('rows name their sheets, and what must be chosen first is said', () => {
	const rows = [1, 2].map(() => ({ targets: ['spreadsheet:Ledger'], isNew: false, blocked: true }));
	expect(bulkSummary(rows, { one: 'row', many: 'rows' })).toBe('2 rows, 1 sheet, 2 to choose');
});

test('only open actions of one kind can be chosen together', () => {
	const open = { type: 'action', kind: 'gmail.draftEmail', status: 'proposed' } as const;
	expect(whyNotChoose(open, null, '')).toBeNull();
	expect(whyNotChoose(open, 'gmail.draftEmail', 'drafts')).toBeNull();
	expect(whyNotChoose(open, 'sheets.appendRow', 'rows')).toBe(
		'Only one kind at a time: you are choosing rows.'
	);
	expect(whyNotChoose({ ...open, status: 'approved' }, null, '')).toBe('This is decided already.');
	expect(whyNotChoose({ type: 'result', kind: null, status: 'needs_review' }, null, '')).toContain(
		'one by one'
	);
});

test('what came of it says what was done and what each refusal was', () => {
	const error = { code: 'needs_choice', message: 'Please choose the recipient.' };
	const results = [
		{ id: '1', ok: true, error: null },
		{ id: '2', ok: false, error },
		{ id: '3', ok: false, error: { code: 'already_decided', message: 'Already approved by Tom.' } }
	];
	expect(bulkOutcome({ results }, 'approve', (id) => `Mail ${id}`)).toEqual({
		title: '1 approved, 1 needs a choice, 1 not',
		failures: [
			{ id: '2', name: 'Mail 2', message: 'Please choose the recipient.' },
			{ id: '3', name: 'Mail 3', message: 'Already approved by Tom.' }
		]
	});
});
