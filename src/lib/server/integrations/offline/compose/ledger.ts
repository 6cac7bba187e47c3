import { asRead, namesIn } from '#lib/headings.ts';
import { categories } from '../data/documents.ts';
import { meaningOf } from '../data/headings.ts';
import { readLedger, type Column } from '../reader/ledger.ts';
import { inOneNotation, type Reckoned } from '../reader/one-notation.ts';
import { isHeader } from '../reader/tables.ts';
import { clip, count, list, says } from '../text.ts';
import { draft, table, type Context, type Draft, type Drafting } from './draft.ts';
import { at, remarks, totals } from './oddities.ts';

/** Bookkeeping: receipts, invoices or bank lines as a table that adds up in cents. */
export const ledger: Drafting = (context) => {
	const sheet = categorised(inOneNotation(readLedger(context.task.text)), context);
	if (sheet.rows.length === 0) return null;
	const unread = sheet.unread.map((line) => `Not read, so it is in no row: “${clip(line, 300)}”`);
	const look = [...remarks(sheet), ...unread];
	const sums = totals(sheet);
	const shown = sheet.rows.map(({ cells }) => cells.map((cell, at) => cell || blankAt(sheet, at)));
	const total = list(sums.flatMap((row) => row.slice(1).findLast(Boolean) ?? []));
	const points = look.length ? `; ${count(look.length, 'point')} to look at` : '';
	return draft({
		what: `${count(sheet.rows.length, 'row')} with a total of ${total || 'nothing that can be added up'}${points}.`,
		body: table(
			Array.from(sheet.columns, ({ header }) => header || ' '),
			[...shown, ...sums]
		),
		look,
		...toSheet(sheet, context)
	});
};

/** A category by the words of each row, in a column that lacks it; a table of its own gets one when the task asks. */
function categorised(sheet: Reckoned, { task }: Context): Reckoned {
	const wanted = at(sheet, 'category') < 0 && says(task.own, 'categor*');
	const columns: Column[] = [
		...sheet.columns,
		...(wanted ? [{ header: 'Category', meaning: 'category' as const }] : [])
	];
	const into = at({ columns }, 'category');
	const rows = sheet.rows.map(({ cells, remarks }) => {
		const guess = categories.find(([, words = '']) => says(cells.join(' '), words))?.[0] ?? '';
		return { remarks, cells: columns.map((_column, index) => cells[index] || (index === into ? guess : '')) };
	});
	return { ...sheet, columns, rows };
}

/** A cell that somebody has to fill; a day only where other rows have one. */
function blankAt({ columns, rows }: Reckoned, index: number): string {
	const meaning = columns[index]?.meaning;
	const dated = meaning === 'date' && rows.some(({ cells }) => cells[index]);
	return meaning === 'gross' ? '[amount]' : dated || meaning === 'category' ? `[${meaning}]` : '';
}

const same = (one: Column, two: Column) =>
	asRead(one.header) === asRead(two.header) || (one.meaning !== null && one.meaning === two.meaning);

/** Under the heading that the sheet has for it; where it has none, or two, under its own. */
function asThere(column: Column, headings: string[]): Column {
	const exact = headings.find((header) => asRead(header) === asRead(column.header));
	const alike = headings.filter((header) => same(column, { header, meaning: meaningOf(header) }));
	return { ...column, header: exact ?? (alike.length > 1 ? undefined : alike[0]) ?? column.header };
}

const asked = /\(([^()\n]{3,160})\)|\b(?:columns?|headers?|headings?)(?: are|:)? ([^.:;()\n]{3,160})/i;

/** The columns that the task names, or else those of the table as the sheet calls them. */
function columnsFor(sheet: Reckoned, own: string, there: string[]): Column[] {
	const named = asked.exec(own)?.slice(1).find(Boolean) ?? '';
	const headers = named.replaceAll(' and ', ', ').replaceAll('/', ', ').split(', ').filter(Boolean);
	return isHeader(headers)
		? headers.map((header) => ({ header, meaning: meaningOf(header) }))
		: sheet.columns.map((column) => asThere(column, there));
}

/** Rows for the spreadsheet; what is assumed, and what is open. */
function toSheet(sheet: Reckoned, { task, brief }: Context): Partial<Draft> {
	const { spreadsheet } = task;
	const columns = columnsFor(sheet, task.own, namesIn(brief.spreadsheets, spreadsheet));
	const source = columns.map((column) => sheet.columns.findIndex((each) => same(each, column)));
	const nameOf = (cells: readonly string[]) =>
		cells[at(sheet, 'supplier')] || cells[at(sheet, 'details')] || '';
	const category = at(sheet, 'category');
	const open = sheet.rows
		.filter(({ cells }) => category >= 0 && !cells[category])
		.map(({ cells }) => nameOf(cells));
	const names = list(open.filter(Boolean).slice(0, 12));
	const known = `Registered: ${list(brief.spreadsheets.map(({ title }) => title))}.`;
	const books = brief.spreadsheets.length ? known : 'Name it in quotes, or give me its link.';
	const homeless = !spreadsheet && says(task.own, 'row|rows|sheet|spreadsheet');
	return {
		rows: (spreadsheet ? sheet.rows : []).map(({ cells }) => ({
			columns: columns.map(({ header }, index) => ({
				header: clip(header, 190),
				value: clip(cells[source[index] ?? -1] ?? '', 4_000)
			})),
			why: `${nameOf(cells) || 'This line'} belongs into “${spreadsheet?.name ?? ''}”.`
		})),
		assumptions: [
			'Sums are as printed unless the lines write them in several ways; categories follow the words of each line.',
			...sheet.assumed,
			...(spreadsheet?.guessed
				? [
						`The task does not say which spreadsheet, so the rows are for “${spreadsheet.name}”, which you have registered.`
					]
				: []),
			...(spreadsheet && !spreadsheet.tab ? ['No tab is named, so the rows go to the first tab.'] : [])
		],
		questions: [
			names ? `Which [category] is right for ${names}?` : '',
			homeless ? `Into which spreadsheet do the rows belong? ${books}` : ''
		].filter(Boolean)
	};
}
