import type { Brief } from '#lib/schemas/brief.ts';
import { aboutOf, lexicon } from '../data/words.ts';
import { clean, oneLine, wordsOf } from '../text.ts';
import { readPeople, toWrite } from './addressees.ts';
import { orderIn } from './orders.ts';
import { pastedOf, takePasted } from './pasted.ts';
import { personOfLine } from './people.ts';
import { readSections, sentences } from './sentences.ts';
import { readSpreadsheet } from './spreadsheet.ts';

/** A task, taken apart. Nothing here is a guess: everything stands in the text. */
export type TaskFacts = ReturnType<typeof readTask>;

export function readTask({ task, spreadsheets, agent }: Pick<Brief, 'task' | 'spreadsheets' | 'agent'>) {
	const instructions = namesTurned(clean(task.instructions).trim());
	const material = namesTurned(clean(task.material).trim());
	const taken = takePasted(instructions);
	const own = inLines(taken.own);
	const pasted = taken.pasted ?? pastedOf(material);
	const sections = readSections(own);
	const listed = sections.flatMap(({ label, items, lines }) =>
		[...items, ...lines.filter((line) => isListed(line, agent.name))].map((text) => ({ text, label }))
	);
	const inLists = listed.flatMap(({ text, label }) => {
		const person = personOfLine(text);
		return person?.email ? [toWrite(person, label)] : [];
	});
	const loose = sections.flatMap(({ lines }) => lines.filter((line) => !isListed(line, agent.name)));
	const prose = loose.flatMap(sentences);
	const recipients = task.recipients.map(clean);
	const sender = pasted?.from ?? null;
	return {
		title: oneLine(clean(task.title)),
		/** The words of the person who gave the task, without what was pasted from outside. */
		own,
		/** All of it, for rows and dates. */
		text: `${instructions}\n\n${material}`.trim(),
		sections,
		/** The owner's sentences outside lists and labels. */
		prose,
		pasted,
		/** To whom, and what goes for everybody. */
		...readPeople(inLists, { own, prose, sender, recipients, agent: agent.name }),
		/** Orders that no draft and no row can carry out. */
		beyond: prose.filter((each) => orderIn(each, agent.name)?.about === 'beyond'),
		spreadsheet: readSpreadsheet(own, spreadsheets),
		english: isEnglish(own)
	};
}

/** `Bob Stone, bob@stone.example: 20 chairs` is an item of a list without its mark. */
const isListed = (line: string, agent: string) =>
	/^[^@.!?:]{2,80}@\S+:? /.test(line) && orderIn(line, agent) === null && personOfLine(line) !== null;

/** `"Shah, Priya" <priya@harbour.example>`, as address books write it. */
const namesTurned = (text: string) =>
	text.replace(/["“](\p{Lu}[\p{L}\p{M}'’-]{0,30}), (\p{Lu}[\p{L}\p{M}.'’ -]{0,40})["”](?= ?<)/gu, '$2 $1');

/** `1) … 2) …` in one line, as a list. */
const inLines = (text: string) =>
	/(?:^|\s)1[.)] .{1,400} 2[.)] /.test(text) ? text.replace(/ (?=\d[.)] \p{L})/gu, '\n') : text;

/** Whether rules that know English only can read a text. Short ones get the benefit of the doubt. */
function isEnglish(text: string): boolean {
	const words = wordsOf(text.replace(/\S{1,64}@\S{1,190}/g, ' '));
	const latin = words.filter((word) => /\p{Script=Latin}/u.test(word)).length;
	const other = words.filter((word) => /(?!\p{Script=Latin})\p{L}/u.test(word)).length;
	const known = words.filter(
		(word) => lexicon.common.has(word) || lexicon.finite.has(word) || aboutOf.has(word)
	).length;
	return latin >= other && (words.length < 10 || known >= words.length * 0.08 || known > 20);
}
