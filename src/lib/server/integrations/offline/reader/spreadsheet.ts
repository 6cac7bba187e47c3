/** A spreadsheet to put rows into. `guessed`: the task speaks of one without saying which. */
export type Spreadsheet = { name: string; tab: string | null; guessed: boolean };

const named = [
	/(?:spreadsheet|workbook|sheet)(?: called| named)?[ :]+["“]([^"“”\n]{1,200})["”]/i,
	/["“]([^"“”\n]{1,200})["”] (?:spreadsheet|workbook|sheet)\b/i,
	/\b(https?:\/\/[\w.-]+(?::\d+)?\/spreadsheets\/[\w/.-]{1,200})/i
];
const unquoted =
	/\b(?:spreadsheet|workbook)(?: called| named)? (\p{Lu}[\p{L}\d_-]{0,40}(?: [\p{Lu}\d][\p{L}\d_-]{0,40}){0,4})/u;
const tabs = [
	/\btab[ :]+["“]([^"“”\n]{1,100})["”]/i,
	/["“]([^"“”\n]{1,100})["”] tab\b/i,
	/\b[Tt]ab:? (\p{Lu}[\p{L}\d]{0,40}(?: \d{4})?)/u,
	/\b(\p{Lu}[\p{L}\d]{0,40}(?: \d{4})?) tab\b/u
];
/** `our expenses sheet`, with up to three words before it that may say which. */
const someSheet =
	/\b(?:the|our|my|this|that)((?: [\p{L}\d'’-]+){0,3}) (?:google )?(?:spread ?sheet|sheet|workbook)\b/iu;
const rowsWanted =
	/\b(?:add|append|enter|insert|new|\d+|two|three|four|five|six)\b.{0,30}\brows?\b|\brows (?:for|to|into|in)\b|\b(?:add|book|enter|record|log)\b.{0,20}\b(?:these|this|the|our|my|receipts?|expenses?|invoices?)\b/i;
const tableWanted = /\b(?:into|in|as) a table\b/i;

const firstOf = (patterns: readonly RegExp[], text: string) =>
	patterns.map((pattern) => text.match(pattern)?.[1]).find((hit) => hit !== undefined) ?? null;

/**
 * The spreadsheet that the words of a task mean. `book` are the titles that the address book knows: they are
 * found without quotes, and where there is one only, it is meant by `our sheet` and by plain work on rows, too.
 */
export function readSpreadsheet(text: string, book: readonly string[]): Spreadsheet | null {
	const tab = firstOf(tabs, text)?.trim() ?? null;
	const name = firstOf(named, text) ?? unquotedOr(inBook(text, book), text);
	if (name !== null) return { name: name.trim(), tab, guessed: false };
	const meant = meantBy(text, book);
	return meant === null ? null : { name: meant, tab, guessed: true };
}

/** `the spreadsheet Costs 2027` is no `Costs` of the address book. */
function unquotedOr(known: string | null, text: string): string | null {
	const typed = firstOf([unquoted], text)?.replace(/ Tab\b.*$/, '') ?? null;
	return typed && known && known.toLowerCase().startsWith(typed.toLowerCase()) ? known : (typed ?? known);
}

/** The longest title that stands in the text, in any case, as words of its own. */
function inBook(text: string, book: readonly string[]): string | null {
	const simple = ` ${words(text).join(' ')} `;
	const found = book.filter(
		(title) => words(title).length > 0 && simple.includes(` ${words(title).join(' ')} `)
	);
	return found.sort((one, other) => other.length - one.length)[0] ?? null;
}

/** `our expenses sheet` is the one title that shares a telling word; `our sheet` is the only one there is. */
function meantBy(text: string, book: readonly string[]): string | null {
	const spoken = text.match(someSheet);
	const telling = words(spoken?.[1] ?? '').filter((word) => word.length > 3);
	const alike = book.filter((title) => words(title).some((word) => telling.includes(word)));
	if (alike.length === 1) return alike[0] ?? null;
	const wanted = spoken !== null || (rowsWanted.test(text) && !tableWanted.test(text));
	return book.length === 1 && wanted ? (book[0] ?? null) : null;
}

const words = (text: string) => text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
