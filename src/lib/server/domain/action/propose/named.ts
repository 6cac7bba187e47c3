import { targetKey, type AddressBook, type Target } from '../kind.ts';
import { addressesIn, ownWords, smallLetters } from './own-words.ts';

/** The keys of the targets that a person has named. */
export type Named = ReadonlySet<string>;

/**
 * Whom and what a person has named: in their own words (a task's title and instructions, the feedback of a
 * send-back) or in the address book. Of what was pasted into those, only the sender counts. A webhook is named by
 * the address book alone.
 */
export function namedIn(texts: readonly string[], book: AddressBook): Named {
	const read = texts.map(ownWords);
	const emails = read.flatMap(({ own, senders }) => [...addressesIn(own), ...senders]);
	const sheets = read.flatMap(({ own }) => spreadsheetsIn(own));
	const webhooks = book.filter(({ kind }) => kind === 'webhook').map(({ id }) => `webhook:${id}`);
	return new Set([
		...emails.map((value) => targetKey({ kind: 'email', value })),
		...sheets.map((value) => targetKey({ kind: 'spreadsheet', value })),
		...book.map(({ kind, value }) =>
			targetKey({ kind, value: kind === 'email' ? smallLetters(value) : value })
		),
		...webhooks
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
	const alone = Array.from(text.matchAll(/(?<![\w-])[\w-]{25,}(?![\w-])/g), (match) => match[0]);
	return [...linked, ...alone];
}
