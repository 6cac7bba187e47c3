import type { Context, Drafting, Row } from '../draft.ts';
import { draft } from '../draft.ts';
import { formatCents } from '../reader/amounts.ts';
import type { Entry } from '../reader/entries.ts';
import { readEntries } from '../reader/entries.ts';
import type { Spreadsheet } from '../reader/spreadsheet.ts';
import { tidyCalendar } from '../reader/tidy.ts';
import { headersOf, meaningOf } from '../reader/table-header.ts';
import { plain, table } from '../text/markdown.ts';
import { count, list } from '../text/sentences.ts';
import { meals } from './categories.ts';
import type { Column } from './ledger-columns.ts';
import { categoryFor, shownColumns, sheetColumns } from './ledger-columns.ts';
import { oddities } from './oddities.ts';

/** Bookkeeping: receipts, invoices or bank lines as a table that adds up in cents. */
export const ledger: Drafting = (context) => {
	const entries = inOneCurrency(readEntries(tidyCalendar(context.task.text)));
	if (entries.length === 0) return null;
	const headers = headersFor(context);
	const columns = shownColumns(headers, entries);
	const odd = oddities(entries, expectedRate(context));
	const sums = totals(entries, columns);
	return draft({
		what: `${count(entries.length, 'row')} with a total of ${totalsInWords(sums, columns) || 'nothing that can be added up'}${odd.length ? `; ${count(odd.length, 'point')} to look at` : ''}.`,
		body: [
			table(
				columns.map((column) => column.header),
				[...entries.map((entry) => columns.map((column) => column.of(entry) || blankFor(column))), ...sums],
				columns.flatMap((column, index) => (column.sum ? [index] : []))
			),
			odd.length
				? `## Please look at\n\n${odd.map((each) => `- ${plain(each)}`).join('\n')}`
				: 'Nothing looks odd: every line has a date, a supplier and an amount, and no line is there twice.'
		].join('\n\n'),
		rows: rows(entries, sheetColumns(headers, entries), context),
		assumptions: assumptions(entries, sums, context),
		questions: questions(entries, context)
	});
};

/** The last sum of each currency is what it comes to in all. */
const totalsInWords = (sums: readonly string[][], columns: readonly Column[]) =>
	list(sums.map((row) => row.findLast((cell, index) => columns[index]?.sum && cell) ?? '').filter(Boolean));

/** The columns that the task names, with one for the category when it asks for categories. */
function headersFor({ task }: Context): string[] | null {
	const headers = headersOf(task.text);
	const lacks = /categor/i.test(task.own) && !headers?.some((header) => meaningOf(header) === 'category');
	return headers && lacks ? [...headers, 'Category'] : headers;
}

/** A cell that somebody has to fill; what it was for may stay empty. */
function blankFor({ meaning, sum }: Column): string {
	if (sum) return '[amount]';
	return meaning === 'description' || meaning === null ? '' : `[${meaning}]`;
}

/** When some lines name a currency and it is the only one, the others are in it, too. */
function inOneCurrency(entries: readonly Entry[]): Entry[] {
	const named = new Set(entries.map((entry) => entry.gross?.currency).filter(Boolean));
	const [only] = named;
	if (named.size !== 1 || !only) return [...entries];
	return entries.map((entry) =>
		entry.gross && !entry.gross.currency ? { ...entry, gross: { ...entry.gross, currency: only } } : entry
	);
}

/** One total row per currency; different currencies are never added together. */
function totals(entries: readonly Entry[], columns: readonly Column[]): string[][] {
	const currencies = [
		...new Set(
			entries.map((entry) => (entry.gross ?? entry.net)?.currency).filter((each) => each !== undefined)
		)
	];
	return currencies.map((currency) =>
		columns.map((column, index) => {
			if (!column.sum)
				return index === 0 ? `Total${currencies.length > 1 && currency ? ` ${currency}` : ''}` : '';
			const cents = entries.map(column.sum).filter((sum) => sum?.currency === currency);
			return cents.length
				? formatCents(
						cents.reduce((all, sum) => all + (sum?.cents ?? 0), 0),
						currency
					)
				: '';
		})
	);
}

function rows(entries: readonly Entry[], columns: readonly Column[], context: Context): Row[] {
	if (!context.task.spreadsheet) return [];
	const { name } = context.task.spreadsheet;
	return entries.map((entry) => ({
		columns: columns.map((column) => ({ header: column.header, value: column.of(entry) })),
		why: `${entry.supplier || 'This line'} belongs into “${name}”.`
	}));
}

function expectedRate({ task }: Context): number | null {
	const rate = task.own.match(/(\d{1,2})(?:[.,]0)? ?%/)?.[1];
	return rate && /vat|tax/i.test(task.own) ? Number(rate) : null;
}

function assumptions(entries: readonly Entry[], sums: readonly string[][], { task }: Context): string[] {
	return [
		'Amounts are as printed; categories follow the words on each line.',
		...(task.spreadsheet ? whereTo(task.spreadsheet) : []),
		...(sums.length > 1 ? ['Each currency has a total of its own.'] : []),
		...(entries.some((entry) => entry.gross && !entry.gross.currency)
			? ['No currency is given, so none was added.']
			: []),
		...(entries.some((entry) => entry.gross && entry.gross.currency && /^[\d.,’' -]+$/.test(entry.gross.text))
			? ['Lines without a currency are in the one that the other lines name.']
			: [])
	];
}

function whereTo({ name, tab, guessed }: Spreadsheet): string[] {
	return [
		...(guessed
			? [`The task does not say which spreadsheet, so the rows are for “${name}”, which you have registered.`]
			: []),
		...(tab ? [] : ['No tab is named, so the rows go to the first tab.'])
	];
}

function questions(entries: readonly Entry[], { task, brief }: Context): string[] {
	const uncategorised = entries
		.filter((entry) => !categoryFor(entry))
		.map((entry) => entry.supplier || entry.description)
		.filter(Boolean);
	const lonely = entries.filter(
		(entry) => categoryFor(entry) === meals && !/\bwith\b/i.test(entry.description)
	);
	return [
		...(uncategorised.length ? [`Which [category] is right for ${list(uncategorised.slice(0, 12))}?`] : []),
		...lonely.slice(0, 5).map((entry) => `Who was at the meal at ${entry.supplier}, and on what occasion?`),
		...(entries.some((entry) => !entry.date) ? ['Which [date] belongs to the lines without one?'] : []),
		...(!task.spreadsheet && /\brows?\b|\bsheet\b|spreadsheet/i.test(task.own)
			? [
					`Into which spreadsheet do the rows belong? ${brief.spreadsheets.length ? `Registered: ${list(brief.spreadsheets)}.` : 'Name it in quotes, or give me its link.'}`
				]
			: [])
	];
}
