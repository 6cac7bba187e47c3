import type { AddressBook } from '../target.ts';

/** `Priya Shah` of `Priya Shah <priya@harbour.example>`; empty when the address stands alone. */
export function nameIn(address: string): string {
	return /^\s*"?([^"<]+?)"?\s*</.exec(address)?.[1] ?? '';
}

/** `Priya Shah <priya@harbour.example>`, where the address book has a name for the address. */
export function withName(address: string, book: AddressBook): string {
	const label = book.find(({ kind, value }) => kind === 'email' && value === address)?.label;
	return label ? `${label} <${address}>` : address;
}
