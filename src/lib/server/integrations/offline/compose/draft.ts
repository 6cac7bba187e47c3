import type { Brief } from '#lib/schemas/brief.ts';
import type { Person } from '../reader/people.ts';
import type { TaskFacts } from '../reader/task-facts.ts';
import { oneLine } from '../text.ts';

/** What every kind of draft is made from. */
export type Context = { brief: Brief; task: TaskFacts };
/** A mail in plain text; `ready` when nothing in it is left open, so that it may be proposed. */
export type Mail = { person: Person; subject: string; body: string; ready: boolean };
/** A row for the spreadsheet that the task names. */
export type Row = { columns: { header: string; value: string }[]; why: string };
/** What a kind of draft brings; labelling, asking and proposing happen once, in `finish`. */
export type Draft = {
	/** Completes "Written offline, without a language model: …". */
	what: string;
	/** Markdown before the mails. */
	body: string;
	mails: Mail[];
	rows: Row[];
	/** What somebody should look at, the words of the task in quotes. */
	look: string[];
	assumptions: string[];
	questions: string[];
};
/** Null when the task lacks what this kind needs; then the next kind is tried. */
export type Drafting = (context: Context) => Draft | null;

const nothing = { body: '', mails: [], rows: [], look: [], assumptions: [], questions: [] };
export const draft = (parts: Pick<Draft, 'what'> & Partial<Draft>): Draft => ({ ...nothing, ...parts });

/** What the slots of a template stand for; what is empty is not known. */
export type Slots = Readonly<Record<string, string>>;
const slot = /\{(\w{1,20})(?:\|([^{}]{1,60}))?\}/g;

/** The first of several sentences whose slots are all known, or that says which blank it leaves; '' for none. */
export const choose = (choices: readonly string[], slots: Slots): string =>
	choices.find((choice) =>
		Array.from(choice.matchAll(slot)).every(([, name = '', blank]) => blank ?? slots[name])
	) ?? '';
export const fill = (choices: readonly string[], slots: Slots): string =>
	choose(choices, slots).replace(slot, (_slot, name: string, blank = '') => slots[name] || blank);

/** Text from a task as text in Markdown: it can make no tag, link, image, heading or code of its own. */
export const plain = (text: string): string =>
	text
		.replace(/&(?=#?\w{1,20};)/g, '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('`', '\\`')
		.replaceAll('*', '\\*')
		.replaceAll('](', ']\\(')
		.replace(/^( {0,8})([#>+|=~]|-(?=\s|-)|\d{1,9}[.)](?=\s))/gm, '$1\\$2');

/** A Markdown table; the cells are escaped here. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
	const cell = (text: string) => plain(oneLine(text)).replace(/\\?\|/g, '\\|');
	const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
	return [line(header), `| ${header.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

export const bullets = (items: readonly string[]): string =>
	items.map((item) => `- ${plain(oneLine(item))}`).join('\n');
/** Parts of a document, without those that hold nothing. */
export const joined = (...parts: readonly string[]): string => parts.filter(Boolean).join('\n\n');
export const under = (heading: string, text: string): string =>
	text && heading ? `## ${heading}\n\n${text}` : text;
