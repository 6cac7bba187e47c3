import { z } from 'zod';
import { cellPrintLength } from './sheet-rows.ts';

/** What has been seen of a tab, each row by its print. */
export const RowCursor = z.object({
	/** Counts the looks that found something else than before; part of the key of whatever fires. */
	look: z.number().int(),
	seen: z.array(z.string()),
	/** New, and not yet the same at two looks: somebody may still be writing them. */
	fresh: z.array(z.string()),
	/** Seen, and not there any more: a row that was cut comes back when it is pasted. */
	gone: z.array(z.object({ print: z.string(), at: z.number() }))
});
export type RowCursor = z.infer<typeof RowCursor>;

/** By where they stand in the tab. */
export type Compared = {
	cursor: RowCursor;
	/** New, and the same at two looks. */
	settled: number[];
	/** Those of them that start now, and have been seen from now on. */
	ready: number[];
	/** Were there before, and are back. */
	back: number[];
	/** Most of what was there has been replaced: nobody can tell what is new. */
	rewritten: boolean;
};

const goneMost = 500;
const goneMillis = 24 * 3_600_000;
/** With fewer new rows than this, even a sheet that was replaced is no great matter. */
const rewrittenFrom = 50;

type Old = { print: string; place: number; isFresh: boolean };

/** All that is there already has been seen, and starts nothing. */
export function seededCursor(prints: string[]): RowCursor {
	return { look: 0, seen: prints, fresh: [], gone: [] };
}

/** What may start: rows that can be used, and only so many at a look; the others stay fresh. */
type Limits = { isUsable: (at: number) => boolean; most: number };

/**
 * What is new in a tab since the last look. A row that was moved is the same row; one in which cells have changed is known
 * again by the cells that are its alone. Whatever can be neither is new: better a draft too many than a row that is lost.
 */
export function compareRows(before: RowCursor, prints: string[], now: number, limits: Limits): Compared {
	const olds = [
		...before.seen.map((print, place): Old => ({ print, place, isFresh: false })),
		...before.fresh.map((print): Old => ({ print, place: -1, isFresh: true }))
	];
	const { matched, left } = matchSame(olds, prints);
	const unknown = prints.flatMap((_, at) => (matched[at] ? [] : [at]));
	matchSimilar({ olds, left, prints, unknown, matched });
	const goneBefore = before.gone.filter(({ at }) => now - at < goneMillis);
	const stillUnknown = unknown.filter((at) => !matched[at]);
	const back = stillUnknown.filter((at) => take(goneBefore, prints[at] ?? ''));
	const isBack = new Set(back);
	const isNew = (at: number) => !isBack.has(at) && (!matched[at] || matched[at].isFresh);
	const settled = prints.flatMap((print, at) => {
		const old = matched[at];
		return old?.isFresh && old.print === print ? [at] : [];
	});
	const ready = settled.filter(limits.isUsable).slice(0, limits.most);
	const isReady = new Set(ready);
	const vanished = [...left].filter((old) => !old.isFresh);
	const fresh = prints.filter((_, at) => isNew(at) && !isReady.has(at));
	return {
		cursor: {
			look: before.look + 1,
			seen: prints.filter((_, at) => !isNew(at) || isReady.has(at)),
			fresh,
			gone: [...goneBefore, ...vanished.map(({ print }) => ({ print, at: now }))].slice(-goneMost)
		},
		settled,
		ready,
		back,
		rewritten: stillUnknown.length > rewrittenFrom && vanished.length * 2 > before.seen.length
	};
}

type Matched = (Old | undefined)[];

/** Rows that have not changed, wherever they stand now. */
function matchSame(olds: Old[], prints: string[]): { matched: Matched; left: Set<Old> } {
	const byPrint = new Map<string, Old[]>();
	for (const old of olds.toReversed()) {
		const same = byPrint.get(old.print);
		if (same) same.push(old);
		else byPrint.set(old.print, [old]);
	}
	const left = new Set(olds);
	const matched = prints.map((print) => {
		const old = byPrint.get(print)?.pop();
		if (old) left.delete(old);
		return old;
	});
	return { matched, left };
}

type Leftovers = { olds: Old[]; left: Set<Old>; prints: string[]; unknown: number[]; matched: Matched };

/** Rows that have changed, by the cells that no other row has: half of them anywhere, a third in the same place. */
function matchSimilar({ olds, left, prints, unknown, matched }: Leftovers): void {
	if (left.size === 0) return;
	const [before, after] = [countCells(olds.map(({ print }) => print)), countCells(prints)];
	const isOwn = (cell: string) => (before.get(cell) ?? 0) <= 1 && (after.get(cell) ?? 0) <= 1;
	const ownCells = (print: string) => cellsOf(print).filter(isOwn);
	const owner = new Map([...left].flatMap((old) => ownCells(old.print).map((cell) => [cell, old] as const)));
	for (const at of unknown) {
		const own = ownCells(prints[at] ?? '');
		const owners = own.flatMap((cell) => owner.get(cell) ?? []).filter((old) => left.has(old));
		const [old, shared] = mostOf(owners);
		if (!old) continue;
		const all = Math.max(own.length, ownCells(old.print).length);
		if (shared * (old.place === at ? 3 : 2) < all) continue;
		left.delete(old);
		matched[at] = old;
	}
}

function countCells(prints: string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const cell of prints.flatMap(cellsOf)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
	return counts;
}

function cellsOf(print: string): string[] {
	const count = Math.ceil(print.length / cellPrintLength);
	return Array.from({ length: count }, (_, nth) =>
		print.slice(nth * cellPrintLength, (nth + 1) * cellPrintLength)
	);
}

function mostOf(owners: Old[]): [Old | undefined, number] {
	const votes = new Map<Old, number>();
	for (const old of owners) votes.set(old, (votes.get(old) ?? 0) + 1);
	return [...votes].reduce<[Old | undefined, number]>(
		(best, one) => (one[1] > best[1] ? one : best),
		[undefined, 0]
	);
}

function take(gone: RowCursor['gone'], print: string): boolean {
	const at = gone.findIndex((one) => one.print === print);
	if (at >= 0) gone.splice(at, 1);
	return at >= 0;
}
