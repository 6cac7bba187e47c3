/** A spreadsheet that the task names. */
export type Spreadsheet = { name: string; tab: string | null };

const names = [
	/(?:spreadsheet|workbook|sheet)(?: called| named)?[ :]+["“]([^"“”\n]{1,200})["”]/i,
	/["“]([^"“”\n]{1,200})["”] (?:spreadsheet|workbook|sheet)\b/i,
	/(https:\/\/docs\.google\.com\/spreadsheets\/[\w/.-]{1,200})/i,
	/\b(?:spreadsheet|workbook)(?: called| named)? (\p{Lu}[\p{L}\d_-]{0,40}(?: [\p{Lu}\d][\p{L}\d_-]{0,40}){0,4})/u
];
const tabs = [
	/\btab[ :]+["“]([^"“”\n]{1,100})["”]/i,
	/["“]([^"“”\n]{1,100})["”] tab\b/i,
	/\btab (\p{Lu}[\p{L}\d]{0,40})/u
];

const firstOf = (patterns: RegExp[], text: string) =>
	patterns.map((pattern) => text.match(pattern)?.[1]).find((hit) => hit !== undefined) ?? null;

export function readSpreadsheet(text: string): Spreadsheet | null {
	const name = firstOf(names, text);
	return name === null ? null : { name: name.trim(), tab: firstOf(tabs, text)?.trim() ?? null };
}
