import { lookOf } from '#lib/look-alike.ts';
import { nameIn } from './target-kinds/email.ts';
import type { AddressBook, Target } from './target.ts';

/**
 * Whether the name that an agent wrote before an address may be believed: the address book calls the address so, or a word
 * of the name is in the address and the address book calls nobody else so. `Good Customer <rival@…>` is not believed.
 */
export function nameAgrees({ kind, value, label }: Target, book: AddressBook): boolean {
	const name = kind === 'email' ? nameIn(label) : '';
	if (name === '') return true;
	if (name.includes('@')) return name.trim().toLowerCase() === value;
	const entries = book.filter((entry) => entry.kind === 'email' && entry.label !== '');
	const own = entries.find((entry) => entry.value === value);
	if (own && lookOf(own.label) === lookOf(name)) return true;
	if (entries.some((entry) => entry.value !== value && lookOf(entry.label) === lookOf(name))) return false;
	return own ? sharesWord(name, own.label) || sharesWord(name, value) : sharesWord(name, value);
}

/** Names in letters that addresses do not have cannot be compared. */
function sharesWord(name: string, other: string): boolean {
	const words = name
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.map(lookOf)
		.filter((word) => /^[a-z0-9]{3,}$/.test(word));
	const parts = other
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.map(lookOf)
		.filter((part) => part.length > 2);
	const whole = lookOf(other);
	return (
		words.length === 0 ||
		words.some((word) => whole.includes(word) || parts.some((part) => word.includes(part)))
	);
}
