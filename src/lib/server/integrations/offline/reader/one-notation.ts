import { isSumOf } from '../data/headings.ts';
import { centsOf, decimalOf, findNumbers, formatCents, type Printed } from './amounts.ts';
import { findDays, monthNames } from './dates.ts';
import type { Ledger, Row } from './ledger.ts';

/** A ledger whose days and sums are written one way, and what its sums come to: cents, or null. */
export type Reckoned = Ledger & { cents: (number | null)[][]; currencies: string[]; assumed: string[] };

/** Sums and days stay as printed where a column writes all of them alike; else it gets one notation. */
export function inOneNotation(ledger: Ledger): Reckoned {
	const { columns } = ledger;
	const rows = ledger.rows.map(({ cells, remarks }) => ({ cells: [...cells], remarks: [...remarks] }));
	const isSum = columns.map(({ meaning }) => isSumOf(meaning));
	const printed = rows.map(({ cells }) => cells.map((cell, at) => (isSum[at] ? onlySum(cell) : null)));
	const found = printed.flat().flatMap((sum) => (sum ? [sum.currency] : []));
	const [only = '', ...others] = new Set(found.filter(Boolean));
	const common = others.length ? '' : only;
	const currencies = printed.map((row) => row.find((sum) => sum?.currency)?.currency ?? common);
	const cents = rows.map(({ cells }) => cells.map(() => null as number | null));
	for (const [at, { meaning }] of columns.entries()) {
		const column = printed.map((row) => row[at] ?? null);
		if (meaning === 'date') oneDay(rows, at);
		const values = isSum[at] ? oneSum(rows, at, column, currencies) : [];
		for (const [index, value] of values.entries()) (cents[index] ?? [])[at] = value;
	}
	const filled = common !== '' && found.includes('');
	const assumed = filled ? [`Sums without a currency are in ${common}, as the others are.`] : [];
	return { ...ledger, rows, cents, currencies, assumed };
}

function onlySum(cell: string): Printed | null {
	const [sum, ...more] = findNumbers(cell);
	return sum && more.length === 0 ? sum : null;
}

function oneSum(
	rows: Row[],
	at: number,
	column: (Printed | null)[],
	currencies: string[]
): (number | null)[] {
	const sums = column.filter((sum) => sum !== null);
	const decimal = decimalOf(sums.map(({ body }) => body));
	const minus = sums.some(({ negative, text }) => negative && text.lastIndexOf('-') !== 0);
	const alike = new Set(sums.map(sumShape)).size < 2 && !minus;
	return rows.map(({ cells, remarks }, index) => {
		const cell = cells[at] ?? '';
		const sum = column[index] ?? null;
		const value = sum ? centsOf(sum, decimal) : null;
		if (cell !== '' && value === null)
			remarks.push(`“${cell}” could not be read as one sum, so it is not counted`);
		if (value !== null && !alike) cells[at] = formatCents(value, currencies[index] ?? '');
		return value;
	});
}

/** How a sum is written: `€48.20` as `€.`, `48 EUR` as ` EUR`. */
const sumShape = ({ text, body }: Printed) =>
	text.replace('-', '').replace(body, /[.,](?=\d{1,2}$)/.exec(body)?.[0] ?? '');

/** How a day is written: `3 Nov` as `1 L`, `2026-11-03` as `11-1-1`. */
const dayShape = (text: string) =>
	text
		.replace(/\d{1,2}/g, '1')
		.replace(/\p{L}+/gu, (word) => (word.length > 4 ? 'm' : word === word.toLowerCase() ? 'l' : 'L'));

/** `13/02` shows which comes first for `01/02` beside it; where nothing shows, I ask. */
function oneDay(rows: Row[], at: number): void {
	const days = rows.map(({ cells }) => findDays(cells[at] ?? '')[0] ?? null);
	const shapes = new Set(days.flatMap((day) => (day ? [dayShape(day.text)] : [])));
	const over = (part: number) =>
		days.some((day) => day?.text.includes('/') && Number(day.text.split('/')[part]) > 12);
	const [dayFirst, monthFirst] = [over(0), over(1)];
	for (const [index, { cells, remarks }] of rows.entries()) {
		const day = days[index];
		if (!day || shapes.size < 2) continue;
		const [number, month] = day.open && monthFirst ? [day.month, day.day] : [day.day, day.month];
		if (day.open && dayFirst === monthFirst) remarks.push(`${day.text}: is the day or the month first?`);
		else cells[at] = `${number} ${monthNames[month - 1] ?? ''}${day.year ? ` ${day.year}` : ''}`;
	}
}
