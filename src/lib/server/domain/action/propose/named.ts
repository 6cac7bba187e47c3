import { addressesIn, smallLetters } from '#lib/email-addresses.ts';
import { ownWords } from '#lib/own-words.ts';
import { targetKey, type AddressBook, type Target } from '../../address-book/target.ts';
import { namedBy } from '../standing-flags.ts';

/** The keys of the targets that a person has named. */
export type Named = ReadonlySet<string>;

/** What a person put down: the task's own field for it, and texts of which only what is plainly theirs counts. */
export type Words = { recipients: readonly string[]; texts: readonly string[] };

/**
 * Whom and what a person has named: in the task's recipients, in their own words (a task's instructions, the feedback of
 * a send-back) or in the address book. What was pasted into those names nobody, not even its sender. Some are named by
 * the address book alone.
 */
export function namedIn({ recipients, texts }: Words, book: AddressBook): Named {
	const own = texts.map(ownWords);
	const emails = [...recipients.map(smallLetters), ...own.flatMap(addressesIn)];
	return new Set([
		...emails.map((value) => targetKey({ kind: 'email', value })),
		...own.flatMap(spreadsheetsIn).map((value) => targetKey({ kind: 'spreadsheet', value })),
		...namedBy(book)
	]);
}

export function isNamed(target: Target, named: Named): boolean {
	return named.has(targetKey(target));
}

/** Ids in links, and ids that stand alone. */
function spreadsheetsIn(text: string): string[] {
	const linked = Array.from(
		text.matchAll(/\/spreadsheets(?:\/u\/\d+)?\/d\/([\w-]+)/g),
		(match) => match[1] ?? ''
	);
	const alone = text.split(/[^\w-]+/).filter((word) => word.length >= 25);
	return [...linked, ...alone];
}
