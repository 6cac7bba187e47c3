import type { Brief } from '#lib/schemas/brief.ts';
import { readAmounts } from './amounts.ts';
import { readDates } from './dates.ts';
import { bracketsInLines } from './in-brackets.ts';
import type { Pasted } from './pasted.ts';
import { pastedOf, takePasted } from './pasted.ts';
import type { Person } from './people.ts';
import { peopleOfText, personOfLine, readEmails } from './people.ts';
import type { Section } from './sections.ts';
import { listItem, readSections } from './sections.ts';
import { isEnglish } from '../text/language.ts';
import { tidyOwn } from './tidy.ts';
import type { Spreadsheet } from './spreadsheet.ts';
import { readSpreadsheet } from './spreadsheet.ts';

/** A task, taken apart. Nothing here is a guess: everything stands in the text. */
export type Reading = {
	title: string;
	text: string;
	/** The words of the person who gave the task, without what was pasted from outside. */
	own: string;
	/** `own` without lists and labels. */
	prose: string;
	sections: Section[];
	/** People named line by line, or else in the running text. */
	people: Person[];
	pasted: Pasted | null;
	emails: string[];
	amounts: string[];
	dates: string[];
	links: string[];
	spreadsheet: Spreadsheet | null;
};

const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;

export function clean(text: string): string {
	return text
		.toWellFormed()
		.replace(/\r\n?/g, '\n')
		.replace(/\u00a0/g, ' ')
		.replace(invisible, '')
		.normalize('NFC');
}

export function readTask({ task, spreadsheets }: Pick<Brief, 'task' | 'spreadsheets'>): Reading {
	const title = clean(task.title).replace(/\s+/g, ' ').trim();
	const instructions = inLines(namesTurned(clean(task.instructions).trim()));
	const material = inLines(namesTurned(clean(task.material).trim()));
	const { own: typed, pasted: inside } = takePasted(instructions);
	const pasted = inside ?? pastedOf(material);
	const text = [instructions, material].filter(Boolean).join('\n\n');
	const own = bracketsInLines(tidyOwn(typed).trim());
	const sections = readSections(own);
	const prose = sections
		.filter((section) => section.label === '' || section.items.length === 0)
		.flatMap((section) => section.lines)
		.join(' ');
	return {
		title,
		text,
		own,
		prose,
		sections,
		people: isEnglish(own)
			? readPeople(own, title, prose, pasted)
			: foreign(readPeople(own, title, prose, pasted)),
		pasted,
		emails: readEmails(own),
		amounts: [...new Set(readAmounts(text).map((amount) => amount.text))],
		dates: readDates(text),
		links: [...new Set(text.match(/https?:\/\/[^\s<>()"“”]{3,300}[^\s<>()"“”.,;:!?]/g) ?? [])],
		spreadsheet: readSpreadsheet(own, spreadsheets)
	};
}

const turnedName = /["“](\p{Lu}[\p{L}\p{M}'’-]{0,30}), (\p{Lu}[\p{L}\p{M}.'’ -]{0,40})["”](?= ?<)/gu;

/** `"Shah, Priya" <priya@harbour.example>`, as address books write it: `Priya Shah <…>` */
function namesTurned(text: string): string {
	return text.replace(turnedName, '$2 $1');
}

/** `1) … 2) …` in one line, as a list. */
function inLines(text: string): string {
	if (/(?:^|\s)1\. \p{Lu}/u.test(text) && / 2\. \p{Lu}/u.test(text))
		return text
			.replace(/ (?=\d\. \p{Lu})/gu, '\n')
			.replace(/(?<=[.!?]) (?=(?:Keep|Use|Write|Make|Sign|Please) )/g, '\n\n');
	return / 2\) /.test(text) ? text.replace(/ (?=\d{1,2}\) \S)/g, '\n') : text;
}

/** In a language that the rules cannot read, an address is sure; a name only in Latin letters, and what is said never. */
function foreign(people: readonly Person[]): Person[] {
	return people.map((person) => ({
		...person,
		name: person.email && !/^[\p{Script=Latin}\p{M}\p{P} ]+$/u.test(person.name) ? '' : person.name,
		note: ''
	}));
}

function readPeople(own: string, title: string, prose: string, pasted: Pasted | null): Person[] {
	const lines = own.split('\n').map((line) => listItem(line) ?? line.trim());
	const listed = lines.filter((line) => /[@:]/.test(line) && !isProse(line, own)).map(personOfLine);
	const withAddress = listed.filter(
		(person) => person?.email && /^[\p{L}\p{M}. '’-]+,|^[^,]{2,60}[<(:]/u.test(`${person.name},`)
	);
	const inList = withAddress.filter((person) => lines.some((line) => startsWith(line, person)));
	if (inList.length) return inList.filter((person) => person !== null);
	const inText = peopleOfText(prose);
	if (pasted?.from && !inText.some((person) => person.email)) return [pasted.from];
	return inText.length ? inText : peopleOfText(title);
}

/** `Sarah Chen (sarah@…) tried our demo. Follow up.`: running text that only begins with somebody. */
const isProse = (line: string, own: string) =>
	!own.split('\n').some((raw) => listItem(raw) === line) &&
	/^[^@:]{2,80}@[^\s:,;]+[>)]? \p{Ll}/u.test(line) &&
	/[.!?] \p{Lu}/u.test(line);

const startsWith = (line: string, person: Person | null) => person !== null && line.startsWith(person.name);
