import { isSpreadsheetId } from '#lib/target-kinds.ts';
import type { AddressBook } from '../target.ts';

const inLink = /\/spreadsheets(?:\/u\/\d+)?\/d\/([\w-]+)/;

/** The id in a link, the id itself, or the one that the address book has under this name. */
export function spreadsheetId(named: string, book: AddressBook): string {
	const linked = inLink.exec(named)?.[1];
	return linked ?? byName(named, book)?.value ?? named.trim();
}

function byName(named: string, book: AddressBook) {
	const wanted = named.trim().toLowerCase();
	return book.find(
		({ kind, label }) => kind === 'spreadsheet' && label !== '' && label.toLowerCase() === wanted
	);
}

export function nameOf(named: string, book: AddressBook): string | null {
	const id = spreadsheetId(named, book);
	return book.find(({ kind, value }) => kind === 'spreadsheet' && value === id)?.label || null;
}

/** Whether it says by itself which spreadsheet is meant: a link, or an id. A title is many people's. */
export function isLinkOrId(named: string): boolean {
	return inLink.test(named) || isSpreadsheetId(named.trim());
}

/** A link that may be followed, for it leads to Google and to the sheet that it names; null for anything else. */
export function linkToSheet(named: string): string | null {
	return /^https:\/\/docs\.google\.com\/spreadsheets(?:\/u\/\d+)?\/d\/[\w-]+/.test(named) ? named : null;
}

/** Those that agents may name by their title. */
export function namedSheets(book: AddressBook): AddressBook {
	return book.filter(({ kind, label }) => kind === 'spreadsheet' && label !== '');
}
