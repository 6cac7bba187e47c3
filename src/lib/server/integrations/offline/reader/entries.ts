import type { Amount } from './amounts.ts';
import { readAmounts, readBareAmounts } from './amounts.ts';
import { dayStarts, readDates } from './dates.ts';
import { listItem } from './sections.ts';
import type { Meaning } from './table-header.ts';
import { areHeaders, cellsOf, isRule, meaningOf } from './table-header.ts';
import { capital } from '../text/sentences.ts';

/** One receipt, invoice or bank line. Sums are as printed; null is what the line does not say. */
export type Entry = {
	date: string;
	supplier: string;
	description: string;
	/** As given; empty when the line names none. */
	category: string;
	net: Amount | null;
	vat: Amount | null;
	gross: Amount | null;
};

/** Where rows go is no part of them, and its colons end no sentence. */
const sheetLink = /https?:\/\/\S+\/spreadsheets\/[\w/.#=?&-]+/g;

/** Every line with a sum that belongs to a day, or that stands in a list or table. */
export function readEntries(text: string): Entry[] {
	const lines = text.replace(sheetLink, 'the spreadsheet').split('\n');
	const found: Entry[] = [];
	let header: string[] | null = null;
	for (const line of lines) {
		const cells = cellsOf(line);
		if (cells && isRule(cells)) continue;
		if (cells && (areHeaders(cells) || (!header && moneyIn(line).length === 0))) header = cells;
		else if (cells && header) found.push(fromCells(header, cells));
		else {
			found.push(
				...pieces(line)
					.map(fromLine)
					.filter((entry) => entry !== null)
			);
		}
	}
	return found;
}

/** Several sums in one sentence, `Uber 18.00, Staples 12.35`, are as many list items. */
function pieces(line: string): string[] {
	if (listItem(line) !== null || /\b(?:net|vat|gross|netto|brutto|mwst)\b/i.test(line)) return [line];
	const text = withoutLead(line);
	const cuts = [text.split(/; ?(?:and )?/), atDays(text), text.split(/(?:,? and|,) (?=[€$£]\d)/)];
	const exact = cuts.find((parts) => parts.length > 1 && parts.every((part) => moneyIn(part).length === 1));
	if (exact) return exact.map(asItem);
	if (/^\s*\d/.test(line)) return [line];
	const parts = text
		.split(/,(?!\d) ?(?:and )?|;| and (?=\p{L}[\p{L} ]* \d)/u)
		.filter((part) => moneyIn(part).length === 1 || wholeSumIn(part));
	return parts.length > 1 && parts.some((part) => moneyIn(part).length === 1) ? parts.map(asItem) : [line];
}

const asItem = (part: string) => `- ${part.trim().replace(/(?<!\b\d{1,2}\.(?:0?[1-9]|1[0-2]))[.!] .*$/, '')}`;

/** `Add five rows to Expenses 2026: …` without what comes before the colon, unless that is an entry itself. */
function withoutLead(line: string): string {
	const lead = /^[^:]{3,160}: (?=\S)/.exec(line)?.[0] ?? '';
	return readDates(lead).length || moneyIn(lead).length ? line : line.slice(lead.length);
}

/** `Nov 3, Shell, 61.20, Nov 5, Adobe, 54.99`: a piece from each day to the next. */
function atDays(text: string): string[] {
	const starts = dayStarts(text);
	return starts[0] === 0
		? starts.map((start, index) => text.slice(start, starts[index + 1]).replace(/[\s,]+(?:and )?$/, ''))
		: [];
}

const wholeSum =
	/^\s*(\p{L}[\p{L} &'’-]{1,60} )(?<!\b(?:invoice|bill|receipt|order|quote|no|nr|number|room|page|week|january|february|march|april|may|june|july|august|september|october|november|december) )(?!(?:19|20)\d\d\b)(\d{1,6})(?=\s*(?:\(|$))/iu;

/** `- hotel 240`: at the end of a list line without another sum, a whole number is one. */
function wholeSumIn(text: string): Amount | null {
	const match = wholeSum.exec(text);
	if (!match) return null;
	const [, words = '', digits = ''] = match;
	return { text: digits, currency: '', cents: Number(digits) * 100, at: match.index + words.length };
}

function moneyIn(text: string): Amount[] {
	const found = readAmounts(text);
	return found.length ? found : readBareAmounts(text.replace(/\d{1,2}\.\d{1,2}\.\d{2,4}/g, ' '.repeat(10)));
}

function fromCells(header: readonly string[], cells: readonly string[]): Entry {
	const at = (meaning: Meaning) => cells[header.findIndex((name) => meaningOf(name) === meaning)] ?? '';
	const sum = (meaning: Meaning) => moneyIn(at(meaning))[0] ?? wholeSumIn(`sum ${at(meaning)}`);
	return {
		date: at('date'),
		supplier: at('supplier'),
		description: at('description'),
		category: at('category'),
		net: sum('net'),
		vat: sum('vat'),
		gross: sum('gross')
	};
}

const leadIn = /^(?:please|check|add|record|book|put|make|enter|log)\b[^:]{0,160}: /i;

const loneOrder =
	/^(?:please )?(?:(?:add|record|book|put|enter|log) (?=\p{L})|(?:I|we) (?:spent|paid|bought) )/iu;
const intoSheet = / (?:in|into|to) (?:the |our )?(?:spreadsheet|sheet|workbook)\b.*$/i;
/** `3.11 staples`: a day without a year begins the line. */
const shortDay = /^(?:\d{1,2}\/\d{1,2}|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2]))(?=\s\p{L})/u;

function fromLine(line: string): Entry | null {
	const text = (listItem(line) ?? line)
		.trim()
		.replace(leadIn, '')
		.replace(loneOrder, '')
		.replace(intoSheet, '')
		.replace(/ w\/ ?/, ' with ');
	const printed = moneyIn(text.replace(shortDay, (day) => ' '.repeat(day.length)));
	const whole = printed.length || listItem(line) === null ? null : wholeSumIn(text);
	const sums = whole ? [whole] : printed;
	const date = readDates(text)[0] ?? text.match(shortDay)?.[0] ?? '';
	if (sums.length === 0 || (date === '' && listItem(line) === null && isProse(text))) return null;
	const named = (words: RegExp) =>
		sums.find((sum) => words.test(text.slice(Math.max(0, sum.at - 12), sum.at))) ?? null;
	const net = named(/\bnet(?:to)?\b[^,;]*$/i);
	const vat = named(/\b(?:vat|tax|mwst)\b[^,;]*$/i);
	const gross =
		named(/\b(?:gross|total|brutto)\b[^,;]*$/i) ?? sums.findLast((sum) => sum !== net && sum !== vat) ?? null;
	const words = wordsOf(text, date, sums);
	const [first = '', second = '', ...more] = words;
	const numbered = /^(?:invoice|bill|receipt)\b.*\d/i.test(first) && second !== '';
	const description = [numbered ? first : second, ...more].filter(Boolean).join(', ');
	return { date, supplier: capital(numbered ? second : first), description, category: '', net, vat, gross };
}

/** A line without a day or a list mark counts only when it is no sentence. */
const isProse = (text: string) => /[.!?:]$/.test(text) || text.length > 120;

/** `Hetzner 19.90 hosting`: the sum stands between the supplier and what it was for. */
const cutOut = (text: string, sum: string) =>
	text.replace(sum, /^ \p{L}/u.test(text.slice(text.indexOf(sum) + sum.length)) ? ';' : '');

/** What is left of a line without its day and its sums. */
function wordsOf(text: string, date: string, sums: readonly Amount[]): string[] {
	const rest = sums.reduce((left, sum) => cutOut(left, sum.text), text.replace(date, ''));
	return rest
		.replace(/\b(?:net|vat|gross|total|incl\.?|included|including)\b[ :]*(?:\(?\d{1,2} ?%\)?)?/gi, '')
		.split(/[,;|:–]| - /)
		.map((part) => part.replace(/^(?: on| at| ?from |\(|\s)+|(?: on| at| for)?[\s.)(]+$/g, ''))
		.map((part) =>
			part
				.replace(/\s+/g, ' ')
				.replace(/ (?:on|at|EUR)$/, '')
				.trim()
		)
		.map((part) => (/\([^()]+$/.test(part) ? `${part})` : part))
		.filter((part) => part.length > 0 && !/^due(?: on| by)?$/i.test(part));
}
