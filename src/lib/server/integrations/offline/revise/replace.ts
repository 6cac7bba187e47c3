import { readDates } from '../reader/dates.ts';

/** `"Thursday"` and `Thursday.` as Thursday. */
export function unquote(text: string): string {
	const quoted = text.match(/^(?:the word |the phrase )?["“'‘](.+)["”'’][.!]?$/)?.[1];
	return (quoted ?? text).trim().replace(/[.!]+$/, '');
}

/** Every place where the words stand, whatever their capitals; null when they do not. */
export function replaceLiteral(text: string, from: string, to: string): string | null {
	if (from.length < 2) return null;
	const edge = (char: string | undefined) =>
		char && /[\p{L}\d]/u.test(char) ? String.raw`(?![\p{L}\d])` : '';
	const start = /^[\p{L}\d]/u.test(from) ? String.raw`(?<![\p{L}\d])` : '';
	const pattern = new RegExp(start + from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + edge(from.at(-1)), 'giu');
	return pattern.test(text) ? text.replace(pattern, () => to) : null;
}

/** Which date of a text is meant: the one beside the noun, else the only one, else the most frequent. */
export function findDate(text: string, noun: string, next: string): string | null {
	const dates = readDates(text).filter((date) => date !== next);
	const words = (noun.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter(
		(word) => word !== 'date' && word !== 'deadline'
	);
	const lines = text.split(/(?<=[.?!])\s|\n/);
	const near = lines.find(
		(line) => words.some((word) => line.toLowerCase().includes(word)) && readDates(line).length > 0
	);
	const hint = /deadline/i.test(noun)
		? lines.find((line) => /\b(?:until|by|before|hold)\b/i.test(line) && readDates(line).length > 0)
		: undefined;
	const beside = readDates(near ?? hint ?? '')[0];
	if (beside && beside !== next) return beside;
	const often = (date: string) => text.split(date).length;
	return [...dates].sort((one, other) => often(other) - often(one))[0] ?? null;
}

/** Puts one row of a table under another category. */
export function setCategory(text: string, row: string, category: string): string {
	const lines = text.split('\n');
	const header = lines.find((line) => line.startsWith('|') && /\| Category \|/.test(line));
	const at = header?.split('|').findIndex((cell) => cell.trim() === 'Category') ?? -1;
	if (at < 0 || row.length < 2) return text;
	return lines
		.map((line) => {
			if (!line.startsWith('|') || line === header || !line.toLowerCase().includes(row.toLowerCase()))
				return line;
			const cells = line.split('|');
			cells[at] = ` ${category.replace(/[|\n]/g, ' ')} `;
			return cells.join('|');
		})
		.join('\n');
}
