import type { Context, Drafting, Row } from '../draft.ts';
import { draft } from '../draft.ts';
import type { Amount } from '../reader/amounts.ts';
import { formatCents } from '../reader/amounts.ts';
import type { Entry } from '../reader/entries.ts';
import { readEntries } from '../reader/entries.ts';
import { tidyCalendar } from '../reader/tidy.ts';
import { plain, table } from '../text/markdown.ts';
import { count, list } from '../text/sentences.ts';
import { categoryOf, meals } from './categories.ts';
import { oddities } from './oddities.ts';

type Column = {
	header: string;
	numeric: boolean;
	of: (entry: Entry) => string;
	sum?: (entry: Entry) => Amount | null;
};

const words: Column[] = [
	{ header: 'Date', numeric: false, of: (entry) => entry.date || '[date]' },
	{ header: 'Supplier', numeric: false, of: (entry) => entry.supplier || '[supplier]' },
	{ header: 'Description', numeric: false, of: (entry) => entry.description },
	{ header: 'Category', numeric: false, of: (entry) => categoryFor(entry) ?? '[category]' }
];
const sumColumn = (header: string, sum: (entry: Entry) => Amount | null): Column => ({
	header,
	numeric: true,
	sum,
	of: (entry) => sum(entry)?.text ?? '[amount]'
});
const net = sumColumn('Net', (entry) => entry.net);
const vat = sumColumn('VAT', (entry) => entry.vat);
const gross = sumColumn('Gross', (entry) => entry.gross);
const amount = sumColumn('Amount', (entry) => entry.gross);

const categoryFor = (entry: Entry) => categoryOf(entry.description) ?? categoryOf(entry.supplier);

/** Bookkeeping: receipts, invoices or bank lines as a table that adds up in cents. */
export const ledger: Drafting = (context) => {
	const entries = inOneCurrency(readEntries(tidyCalendar(context.task.text)));
	if (entries.length === 0) return null;
	const columns = [
		...words,
		...(entries.some((entry) => entry.net || entry.vat) ? [net, vat, gross] : [amount])
	];
	const odd = oddities(entries, expectedRate(context));
	const sums = totals(entries, columns);
	return draft({
		what: `${count(entries.length, 'row')} with a total of ${list(sums.map((row) => row.at(-1) ?? '')) || 'nothing that can be added up'}${odd.length ? `; ${count(odd.length, 'line')} to look at` : ''}.`,
		body: [
			table(
				columns.map((column) => column.header),
				[...entries.map((entry) => columns.map((column) => column.of(entry))), ...sums],
				columns.flatMap((column, index) => (column.numeric ? [index] : []))
			),
			odd.length
				? `## Please look at\n\n${odd.map((each) => `- ${plain(each)}`).join('\n')}`
				: 'Nothing looks odd: every line has a date, a supplier and an amount, and no line is there twice.'
		].join('\n\n'),
		rows: rows(entries, columns, context),
		assumptions: assumptions(entries, sums, context),
		questions: questions(entries, context)
	});
};

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
	return entries.map((entry) => ({
		columns: columns.map((column) => ({ header: column.header, value: column.of(entry) })),
		why: `${entry.supplier || 'This line'} belongs into the spreadsheet that the task names.`
	}));
}

function expectedRate({ task }: Context): number | null {
	const rate = task.own.match(/(\d{1,2})(?:[.,]0)? ?%/)?.[1];
	return rate && /vat|tax/i.test(task.own) ? Number(rate) : null;
}

function assumptions(entries: readonly Entry[], sums: readonly string[][], { task }: Context): string[] {
	return [
		'Amounts are as printed; categories follow the words on each line.',
		...(task.spreadsheet && !task.spreadsheet.tab
			? ['No tab is named, so the rows are meant for “Sheet1”, the usual name of the first one.']
			: []),
		...(sums.length > 1 ? ['Each currency has a total of its own.'] : []),
		...(entries.some((entry) => entry.gross && !entry.gross.currency)
			? ['No currency is given, so none was added.']
			: []),
		...(entries.some((entry) => entry.gross && entry.gross.currency && /^[\d.,’' -]+$/.test(entry.gross.text))
			? ['Lines without a currency are in the one that the other lines name.']
			: [])
	];
}

function questions(entries: readonly Entry[], { task }: Context): string[] {
	const uncategorised = entries
		.filter((entry) => !categoryFor(entry))
		.map((entry) => entry.supplier || entry.description);
	const lonely = entries.filter(
		(entry) => categoryFor(entry) === meals && !/\bwith\b/i.test(entry.description)
	);
	return [
		...(uncategorised.length ? [`Which [category] is right for ${list(uncategorised.slice(0, 12))}?`] : []),
		...lonely.slice(0, 5).map((entry) => `Who was at the meal at ${entry.supplier}, and on what occasion?`),
		...(entries.some((entry) => !entry.date) ? ['Which [date] belongs to the lines without one?'] : []),
		...(task.spreadsheet && !task.spreadsheet.tab
			? [`Which tab of “${task.spreadsheet.name}” do the rows belong into?`]
			: [])
	];
}
