import { formatCents, readAmounts } from '../reader/amounts.ts';

/** Adds a table with a `Total` row up again after one of its cells was changed. */
export function addUpAgain(text: string): string {
	return text
		.split('\n\n')
		.map((block) => (block.startsWith('|') ? retotal(block.split('\n')).join('\n') : block))
		.join('\n\n');
}

function retotal(lines: readonly string[]): string[] {
	const rows = lines.map((line) => line.replace(/^\| ?| ?\|$/g, '').split(' | '));
	const body = rows.slice(2).filter((row) => !/^Total/.test(row[0] ?? ''));
	return lines.map((line, index) => {
		const row = rows[index] ?? [];
		if (row[0]?.trim() !== 'Total') return line;
		return `| ${row.map((cell, at) => (readAmounts(cell).length ? sum(body, at, cell) : cell)).join(' | ')} |`;
	});
}

function sum(rows: readonly (readonly string[])[], at: number, total: string): string {
	const currency = readAmounts(total)[0]?.currency ?? '';
	const cents = rows
		.map((row) => readAmounts(row[at] ?? '')[0])
		.filter((amount) => amount?.currency === currency);
	return formatCents(
		cents.reduce((all, amount) => all + (amount?.cents ?? 0), 0),
		currency
	);
}
