import { asRead, namesOf, placesOf, tabAt } from '#lib/headings.ts';
import { plainNumber } from '#lib/plain-number.ts';
import type { AppendRow } from '#lib/schemas/action.ts';
import type { Outline } from '#lib/schemas/outline.ts';

export type Misfit = {
	code: 'tab_gone' | 'header_gone' | 'column_gone' | 'column_twice' | 'no_number';
	message: string;
};
type Columns = AppendRow['columns'];

/** What of a row does not fit the spreadsheet as it was last read; empty when it can be written as it is. */
export function misfitsOf({ tab: named, columns }: AppendRow, { title, tabs }: Outline): Misfit[] {
	if (tabs.length === 0) return [];
	const nth = tabAt(
		named,
		tabs.map((tab) => tab.title)
	);
	const tab = nth === undefined ? undefined : tabs[nth];
	if (!tab)
		return [
			noTab(
				named,
				title,
				tabs.map((one) => one.title)
			)
		];
	const fitted = fitRow(columns, tab.headings, tab.title);
	return 'misfits' in fitted ? fitted.misfits : [];
}

export function noTab(named: string, title: string, titles: readonly string[]): Misfit {
	const there = titles.join(', ');
	return { code: 'tab_gone', message: `The tab “${named}” is not in “${title}”. Its tabs are: ${there}.` };
}

/** The cells of the row in the order of the headings, or everything that is in the way. */
export function fitRow(
	columns: Columns,
	headings: readonly string[],
	tab: string
): { cells: (string | number)[] } | { misfits: Misfit[] } {
	if (namesOf(headings).length === 0)
		return {
			misfits: [
				{ code: 'header_gone', message: `The tab “${tab}” has no headings, so no column has a name.` }
			]
		};
	const cells: (string | number)[] = [];
	const misfits: Misfit[] = [];
	for (const column of columns) {
		const place = freePlace(column.header, columns, headings, cells);
		const value = valueOf(column);
		if (typeof place !== 'number') misfits.push(noColumn(column.header, headings, tab, place));
		else if (value === null) misfits.push(noNumber(column));
		else cells[place] = value;
	}
	return misfits.length > 0 ? { misfits } : { cells: Array.from(cells, (value) => value ?? '') };
}

type Count = { places: number; alike: number };

/** Two of one name are filled in order, and only both: of one nobody can say which is meant. */
function freePlace(
	header: string,
	columns: Columns,
	headings: readonly string[],
	cells: readonly unknown[]
): number | Count {
	const places = placesOf(header, headings);
	const alike = columns.filter((one) => asRead(one.header) === asRead(header)).length;
	const free = places.length === alike ? places.find((place) => cells[place] === undefined) : undefined;
	return free ?? { places: places.length, alike };
}

function noColumn(
	wanted: string,
	headings: readonly string[],
	tab: string,
	{ places, alike }: Count
): Misfit {
	if (places > 0 && places <= alike)
		return { code: 'column_twice', message: `The column “${wanted}” is filled in twice. Please keep one.` };
	const names = namesOf(headings);
	if (places > 1) {
		const which = placesOf(wanted, headings).map((_place, nth) => `“${wanted} (${nth + 1})”`);
		return {
			code: 'column_twice',
			message: `The tab “${tab}” has ${places} columns “${wanted}”, so nobody can say which is meant. Choose ${which.join(' or ')}.`
		};
	}
	return {
		code: 'column_gone',
		message: `The tab “${tab}” has no column “${wanted}”. Its columns are: ${names.join(', ')}.`
	};
}

/** As the column's owner has chosen; null when it is to be a number and is none beyond doubt. */
function valueOf({ value, as }: Columns[number]): string | number | null {
	return as === 'number' && value.trim() !== '' ? plainNumber(value) : value;
}

function noNumber({ header, value }: Columns[number]): Misfit {
	return {
		code: 'no_number',
		message: `“${value}” under “${header}” is to be a number, and it cannot be read as one beyond doubt. Write it like 1234.50, or make it text.`
	};
}

/** The cells of columns that are numbers, so far as they are ones; codes, accounts and formulas stay text. */
export function withNumbers(payload: AppendRow, { tabs, numbers }: Outline): AppendRow {
	const titles = tabs.map(({ title }) => title);
	const tab = titles[tabAt(payload.tab, titles) ?? -1];
	const chosen = numbers.filter((one) => one.tab === tab).map(({ heading }) => asRead(heading));
	const columns = payload.columns.map((column) =>
		chosen.includes(asRead(column.header)) && !staysText(column.value)
			? { ...column, as: 'number' as const }
			: column
	);
	return { ...payload, columns };
}

/** Text also in a column of numbers: words, formulas, codes such as `0049`, accounts that begin with their country. */
function staysText(value: string): boolean {
	return !/\d/.test(value) || /^\s*(?:[=+@]|0\d|[A-Z]{2}\s?\d\d)/i.test(value);
}
