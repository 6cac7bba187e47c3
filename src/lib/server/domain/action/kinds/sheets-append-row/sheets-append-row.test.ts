import { expect, it } from 'vitest';
import type { AddressBook } from '../../../address-book/target.ts';
import { sheetsAppendRow } from './sheets-append-row.ts';

const id = '1abcDEF_-1abcDEF_-1abcDEF_-1234';
const book: AddressBook = [{ kind: 'spreadsheet', id: '1', value: id, label: 'Ledger' }];

const urlOf = (spreadsheet: string) => {
	const columns = [{ header: 'Amount', value: '7' }];
	const preview = sheetsAppendRow.preview({ spreadsheet, tab: 'November', columns }, book);
	if (preview.shape !== 'row') throw new Error('It is shown as a row.');
	expect(preview.spreadsheet).toBe('Ledger');
	return preview.url;
};

it('leads to the sheet at Google', () => {
	const link = `https://docs.google.com/spreadsheets/d/${id}/edit#gid=7`;
	expect(urlOf(link)).toBe(link);
	expect(urlOf('Ledger')).toBeNull();
});

// The id in it is known, so nothing else would warn the reviewer who clicks on the sheet's name.
it.each([
	`https://docs.google.com.attacker.example/spreadsheets/d/${id}/edit`,
	`https://attacker.example/spreadsheets/d/${id}/edit`,
	`https://docs.google.com@attacker.example/spreadsheets/d/${id}/edit`,
	`https://attacker.example\\@docs.google.com/spreadsheets/d/${id}/edit`,
	`https://docs.google.com/url?q=https://attacker.example/spreadsheets/d/${id}/edit`,
	`http://docs.google.com/spreadsheets/d/${id}/edit`
])('never leads elsewhere under its name: %s', (spreadsheet) => {
	expect(urlOf(spreadsheet)).toBeNull();
});
