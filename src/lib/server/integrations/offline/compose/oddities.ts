import { isSumOf, type Meaning } from '../data/headings.ts';
import { formatCents } from '../reader/amounts.ts';
import type { Reckoned } from '../reader/one-notation.ts';
import { endsIn, list } from '../text.ts';

export const at = ({ columns }: Pick<Reckoned, 'columns'>, meaning: Meaning) =>
	columns.findIndex((column) => column.meaning === meaning);

/** One total row per currency; different currencies are never added together. */
export function totals({ columns, cents, currencies }: Reckoned): string[][] {
	const all = [...new Set(currencies)];
	return all.map((currency) =>
		columns.map(({ meaning }, at) => {
			if (at === 0) return all.length > 1 && currency ? `Total ${currency}` : 'Total';
			const own = isSumOf(meaning) ? cents.filter((_row, index) => currencies[index] === currency) : [];
			const known = own.map((row) => row[at] ?? null).filter((each) => each !== null);
			const sum = known.reduce((all, each) => all + each, 0);
			return known.length ? formatCents(sum, currency) : '';
		})
	);
}

/** Row by row what is missing or does not fit, what is there twice, and totals that say something else. */
export function remarks(sheet: Reckoned): string[] {
	const { rows } = sheet;
	const [date, gross, supplier, details] = [
		at(sheet, 'date'),
		at(sheet, 'gross'),
		at(sheet, 'supplier'),
		at(sheet, 'details')
	];
	const undated = date >= 0 && rows.every(({ cells }) => !cells[date]);
	const lines = rows.map(({ cells }) => cells.join('|'));
	const times = new Map<string, number>();
	for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
	const found = rows.flatMap(({ cells, remarks: marked }, index) => {
		const name = cells[supplier] || cells[details] || cells.find(Boolean) || `Row ${index + 1}`;
		const line = lines[index] ?? '';
		const twice = (times.get(line) ?? 0) > 1 && lines.indexOf(line) === index;
		return [
			...marked,
			date >= 0 && !undated && !cells[date] ? 'no date' : '',
			gross >= 0 && !cells[gross] ? 'no amount' : '',
			taxed(sheet, index),
			twice ? `is there ${times.get(line) ?? 0} times. Is it a duplicate?` : ''
		]
			.filter(Boolean)
			.map((each) => `${name}: ${endsIn(each, '?.') ? each : `${each}.`}`);
	});
	return [...(undated ? ['No line has a date.'] : []), ...found, ...stated(sheet)];
}

/** Net plus VAT must be gross; what is not is marked, never corrected. */
function taxed(sheet: Reckoned, index: number): string {
	const [net, vat, gross] = (['net', 'vat', 'gross'] as const).map(
		(each) => sheet.cents[index]?.[at(sheet, each)] ?? undefined
	);
	const money = (sum: number) => formatCents(sum, sheet.currencies[index] ?? '');
	if (net === undefined || vat === undefined || gross === undefined || net + vat === gross) return '';
	const off = money(Math.abs(gross - net - vat));
	return `net plus VAT is ${money(net + vat)}, but the invoice says ${money(gross)} (off by ${off})`;
}

/** `Total 15.00` in the list itself is no row; where it says something else, that is said. */
function stated(sheet: Reckoned): string[] {
	const ours = totals(sheet).flatMap((row) => row.slice(1).filter(Boolean));
	const digits = (text: string) => text.replace(/\D/g, '');
	const known = new Set(ours.map(digits));
	return sheet.totals.flatMap((line) => {
		const numbers = (line.match(/\d[\d.,' ]{0,20}/g) ?? []).map(digits);
		const agrees = numbers.some((number) => known.has(number) || known.has(`${number}00`));
		return agrees ? [] : [`The list says “${line}”, its rows come to ${list(ours)}.`];
	});
}
