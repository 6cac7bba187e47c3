import type { Flag } from '#lib/schemas/action.ts';
import type { Outline } from '#lib/schemas/outline.ts';
import type { Tx } from '#server/ports/db.ts';
import { readOutlines, type Outlines } from '../address-book/outlines.ts';
import { readBook } from '../address-book/read-book.ts';
import { targetKey, type AddressBook, type Target } from '../address-book/target.ts';
import type { KindModule } from './kind.ts';
import { kindOf } from './registry.ts';

/** What was found where an action of this kind goes; null where nothing has been read, or nothing is to be. */
export function outlineOf(
	{ contents }: KindModule,
	targets: readonly Pick<Target, 'kind' | 'value'>[],
	outlines: Outlines
): Outline | null {
	const place = targets.find(({ kind }) => kind === contents?.of);
	return (place && outlines.get(targetKey(place))) ?? null;
}

/** What a person has to settle before it can be approved: where it goes cannot be opened, or lacks what it names. */
export function misfitFlags(
	kind: KindModule,
	payload: unknown,
	targets: readonly Pick<Target, 'kind' | 'value'>[],
	outlines: Outlines
): Flag[] {
	const outline = outlineOf(kind, targets, outlines);
	const place = targets.find((target) => target.kind === kind.contents?.of);
	if (!outline || !place) return [];
	const found = outline.problem
		? [{ message: outline.problem }]
		: (kind.contents?.misfits(payload, outline) ?? []);
	return found.map(({ message }) => ({ code: 'misfit', target: targetKey(place), message }));
}

/** What a decision on these is checked against. A payload that is none is left for whoever refuses it. */
export async function checkedAgainst(
	tx: Tx,
	workspaceId: string,
	actions: readonly { kind: string; payload: unknown }[]
): Promise<{ book: AddressBook; outlines: Outlines }> {
	const book = await readBook(tx, workspaceId);
	const keys = actions.flatMap(({ kind, payload }) => {
		const parsed = kindOf(kind).payload.safeParse(payload);
		return parsed.success ? kindOf(kind).targets(parsed.data, book).map(targetKey) : [];
	});
	return { book, outlines: await readOutlines(tx, workspaceId, [...new Set(keys)]) };
}
