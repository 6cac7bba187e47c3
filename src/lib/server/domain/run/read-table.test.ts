import { expect, test } from 'vitest';
import { readPasted } from './read-table.ts';

const columns = { supplier: ['supplier', 'vendor'], amount: ['amount', 'betrag'] };

test('columns are known by several headings; what has none of them keeps its own', () => {
	expect(readPasted('Vendor,Betrag,Who\nKrüger,48.20,Ana', columns).rows).toEqual([
		{ supplier: 'Krüger', amount: '48.20', Who: 'Ana' }
	]);
});

test('cells past the headings and headings that come twice are there under names of their own', () => {
	const text = 'Vendor,Betrag,Note,,Note\nKrüger,48.20,first,loose,second,extra\nPapier,31.75,only,,,';
	expect(readPasted(text, columns).rows).toEqual([
		{
			supplier: 'Krüger',
			amount: '48.20',
			Note: 'first',
			'column 4': 'loose',
			'Note (5)': 'second',
			'column 6': 'extra'
		},
		{ supplier: 'Papier', amount: '31.75', Note: 'only', 'Note (5)': '' }
	]);
});

test('a heading that is called like a column we know does not hide it', () => {
	expect(readPasted('amount,Betrag,x\na,b,c', { amount: ['betrag'] }).rows).toEqual([
		{ 'amount (1)': 'a', amount: 'b', x: 'c' }
	]);
});

test('a quotation mark that is never closed is said', () => {
	expect(() => readPasted('Vendor,Betrag\n"Krüger,48.20\nPapier,31.75', columns)).toThrow(
		'A quotation mark in the table begins a cell and is never closed. Please close it or take it out.'
	);
});
