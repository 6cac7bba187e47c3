import { Flag } from '#lib/schemas/action.ts';
import { targetKey, type AddressBook } from '../address-book/target.ts';

/** What the address book names, as targets are written; what is registered may be named by its id, too. */
export function namedBy(book: AddressBook): Set<string> {
	return new Set(
		book.flatMap(({ kind, id, value }) => [targetKey({ kind, value }), targetKey({ kind, value: id })])
	);
}

/**
 * The flags that still stand: those about the whole, and those about a target that is still there and that nobody
 * has put into the address book since.
 */
export function standingFlags(flags: unknown, targets: string[], named: ReadonlySet<string>): Flag[] {
	return Flag.array()
		.parse(flags)
		.filter(
			({ code, target }) =>
				target === null || (targets.includes(target) && !(code === 'unnamed' && named.has(target)))
		);
}
