import type { Pair } from './rounds.ts';

export type Target = { is: 'at least' | 'at most'; value: number };

export type Row = {
	what: string;
	ours: string;
	beside: string;
	/** What the target is about: a ratio, or a figure with its unit. */
	verdict: string;
	spread: string;
	target: string;
	met: boolean | null;
};

/** Two sides of one thing; without a target the row is for information. */
export function compared(what: string, pair: Pair, show: (value: number) => string, target?: Target): Row {
	return {
		what,
		ours: show(pair.ours),
		beside: show(pair.theirs),
		verdict: pair.ratio.toFixed(2),
		spread: `${pair.lowest.toFixed(2)}–${pair.highest.toFixed(2)}`,
		...judged(pair.ratio, target, (value) => value.toFixed(2))
	};
}

/** One figure against a limit. */
export function limited(
	what: string,
	values: { value: number; lowest: number; highest: number },
	show: (value: number) => string,
	target?: Target
): Row {
	const { value, lowest, highest } = values;
	const spread = lowest === highest ? '' : `${show(lowest)}–${show(highest)}`;
	return { what, ours: show(value), beside: '', verdict: '', spread, ...judged(value, target, show) };
}

function judged(value: number, target: Target | undefined, show: (value: number) => string) {
	if (!target) return { target: '', met: null };
	const sign = target.is === 'at least' ? '≥' : '≤';
	const met = target.is === 'at least' ? value >= target.value : value <= target.value;
	return { target: `${sign} ${show(target.value)}`, met };
}

const heads = ['', 'ours', 'beside it', 'ratio', 'single rounds', 'target', ''];

/** A plain table; numbers to the right. */
export function table(rows: Row[]): string {
	const lines = rows.map((row) => [
		row.what,
		row.ours,
		row.beside,
		row.verdict,
		row.spread,
		row.target,
		row.met === null ? '' : row.met ? 'met' : 'missed'
	]);
	const widths = heads.map((head, column) =>
		Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0))
	);
	const pad = (cell: string, column: number) =>
		column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
	return [heads, ...lines].map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

export const perSecond = (value: number) => `${Math.round(value)}/s`;
export const millis = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const seconds = (value: number) => `${value.toFixed(1)} s`;
export const megabytes = (value: number) => `${Math.round(value)} MB`;
export const kilobytes = (value: number) => `${value.toFixed(1)} KB`;
