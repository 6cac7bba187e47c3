import { createHash } from 'node:crypto';
import type { InputField } from '#lib/schemas/workflow-input.ts';

/** A row as it stands in a sheet: what it says to the workflow's fields, and by what it is known again. */
export type SheetRow = { print: string; values: Record<string, string> };

/** Rows under the headings, or the sentence about what is the matter with the headings. */
export type SheetRows = { rows: SheetRow[]; problem: null } | { rows: null; problem: string };

/** Each cell is known by so many characters of its hash, which 30 bits are enough for. */
export const cellPrintLength = 5;

/** Finds what the workflow's fields are called in the first line that has something in it, and reads the rest by it. */
export function readSheetRows(cells: string[][], fields: readonly InputField[]): SheetRows {
	const filled = cells
		.map((row) => row.map((cell) => cell.trim()))
		.filter((row) => row.some((cell) => cell !== ''));
	const [headings = [], ...rest] = filled;
	const columns = fields.map((field) => ({ field, at: columnOf(field, headings) }));
	const missing = columns.find(({ field, at }) => field.required && at < 0);
	if (missing) return { rows: null, problem: missingColumn(missing.field, headings) };
	const known = columns.filter(({ at }) => at >= 0);
	const rows = rest.map((row) => ({
		print: printOf(headings, row),
		values: Object.fromEntries(known.map(({ field, at }) => [field.key, row[at] ?? '']))
	}));
	return { rows, problem: null };
}

function columnOf({ key, label, headings }: InputField, row: string[]): number {
	const names = [label, key, ...headings].map((name) => name.toLowerCase());
	const plain = row.map((heading) => heading.toLowerCase());
	return names.map((name) => plain.indexOf(name)).find((at) => at >= 0) ?? -1;
}

function missingColumn({ label }: InputField, headings: string[]): string {
	const there = headings.filter((heading) => heading !== '').map((heading) => heading.slice(0, 60));
	if (there.length === 0)
		return `The tab is empty. Please write headings into its first row, among them “${label}”.`;
	return `The tab has no column “${label}”. It has: ${there.slice(0, 20).join(', ')}.`;
}

/** The same for the same cells under the same headings, wherever the row or the columns are moved to. */
function printOf(headings: string[], row: string[]): string {
	const cells = row.flatMap((cell, at) => (cell === '' ? [] : [cellPrint(headings[at] ?? '', cell)]));
	return cells.sort().join('');
}

function cellPrint(heading: string, cell: string): string {
	const digest = createHash('sha256').update(`${heading.toLowerCase()}\n${cell}`).digest('base64url');
	return digest.slice(0, cellPrintLength);
}

/** A row by a name of its own, short enough for a key. */
export function rowName(print: string): string {
	return createHash('sha256').update(print).digest('base64url').slice(0, 22);
}
