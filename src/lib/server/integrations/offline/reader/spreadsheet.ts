import { lexicon } from '../data/words.ts';
import { says, wordsOf } from '../text.ts';

/** A spreadsheet to put rows into. `guessed`: the task speaks of one without saying which. */
export type Spreadsheet = { name: string; tab: string; guessed: boolean };

const named =
	/(?:spreadsheet|workbook|sheet)(?: called| named)?[ :]{1,2}["“]([^"“”\n]{1,200})["”]|["“]([^"“”\n]{1,200})["”] (?:spreadsheet|workbook|sheet)\b|\b(https?:\/\/[\w.:-]{1,100}\/spreadsheets\/[\w/.-]{1,200})/i;
const unquoted =
	/\b(?:spreadsheet|workbook)(?: called| named)? (\p{Lu}[\p{L}\d_-]{0,40}(?: [\p{Lu}\d][\p{L}\d_-]{0,40}){0,4})/u;
const tabs =
	/\btab[ :]{1,2}["“]([^"“”\n]{1,100})["”]|["“]([^"“”\n]{1,100})["”] tab\b|\b[Tt]ab:? (\p{Lu}[\p{L}\d]{0,40}(?: \d{4})?)|\b(\p{Lu}[\p{L}\d]{0,40}(?: \d{4})?) tab\b/u;
const sheetWords = 'sheet|spreadsheet|workbook';

const firstOf = (pattern: RegExp, text: string) => pattern.exec(text)?.slice(1).find(Boolean)?.trim() ?? '';

/**
 * The spreadsheet that the words of a task mean. `known` are those that the address book knows: they are found
 * without quotes, and where there is one only, it is meant by `our sheet` and by plain work on rows, too.
 */
export function readSpreadsheet(text: string, known: readonly { title: string }[]): Spreadsheet | null {
	const book = known.map(({ title }) => title);
	const tab = firstOf(tabs, text);
	const typed = firstOf(unquoted, text).replace(/ Tab\b.{0,60}$/, '');
	const there = inBook(text, book);
	const name =
		firstOf(named, text) || (typed && !there.toLowerCase().startsWith(typed.toLowerCase()) ? typed : there);
	if (name) return { name, tab, guessed: false };
	const meant = meantBy(text, book);
	return meant ? { name: meant, tab, guessed: true } : null;
}

/** The longest title that stands in the text, in any case, as words of its own. */
function inBook(text: string, book: readonly string[]): string {
	const found = book.filter((title) => wordsOf(title).length > 0 && says(text, wordsOf(title).join(' ')));
	return found.sort((one, other) => other.length - one.length)[0] ?? '';
}

/** `our expenses sheet` is the one title that shares a telling word; `our sheet` is the only one there is. */
function meantBy(text: string, book: readonly string[]): string {
	const words = wordsOf(text);
	const at = words.findIndex((word) => sheetWords.split('|').includes(word));
	const telling = words
		.slice(Math.max(0, at - 3), Math.max(0, at))
		.filter((word) => word.length > 3 && !lexicon.genericSheets.has(word));
	const alike = book.filter((title) => wordsOf(title).some((word) => telling.includes(word)));
	const wanted = at >= 0 || (says(text, 'row|rows|book|add|enter|record|log') && !says(text, 'a table'));
	return alike.length === 1 ? (alike[0] ?? '') : book.length === 1 && wanted ? (book[0] ?? '') : '';
}
