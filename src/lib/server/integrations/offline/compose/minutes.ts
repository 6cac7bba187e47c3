import { lexicon } from '../data/words.ts';
import { findDays } from '../reader/dates.ts';
import { orderIn } from '../reader/orders.ts';
import { isName } from '../reader/people.ts';
import { sentences } from '../reader/sentences.ts';
import type { TaskFacts } from '../reader/task-facts.ts';
import { capital, count, says, trimMarks, wordsOf } from '../text.ts';
import { bullets, draft, joined, plain, table, under, type Drafting } from './draft.ts';

const attendance = /\b(?:present|attendees|attending|meeting|with): ?([^\n.:]{2,300})/i;

/** Notes of a meeting: decisions, tasks, open points, and whatever is none of them as it stands. */
export const minutes: Drafting = ({ task, brief }) => {
	const named = (attendance.exec(task.own)?.[1] ?? '').split(/,| and |…/).map((name) => trimMarks(name));
	const there = named.every((name) => name === 'me' || isName(name)) ? named : [];
	const first = new Set(there.map((name) => wordsOf(name)[0] ?? ''));
	const [decisions, tasks, open, rest]: [string[], string[][], string[], string[]] = [[], [], [], []];
	for (const text of notesIn(task, there.length > 0)) {
		const agreed = /^(?:we )?(?:decided|agreed|said|decision):? (?:to |that )?/i.exec(text)?.[0];
		const owned = ownerIn(text, first, brief.requestedBy);
		const unsettled =
			text.endsWith('?') || says(text, 'open|nobody knows|not clear|unclear|later|talk again');
		if (agreed) decisions.push(capital(text.slice(agreed.length)));
		else if (owned) tasks.push(owned);
		else (unsettled ? open : rest).push(text);
	}
	if (decisions.length + tasks.length + open.length === 0) return null;
	const found = `${count(decisions.length, 'decision')}, ${count(tasks.length, 'task')}`;
	return draft({
		what: `minutes with ${found} and ${count(open.length, 'open point')}.`,
		body: joined(
			there.length ? `Present: ${plain(there.join(', '))}` : '',
			under('Decisions', bullets(decisions)),
			under('Tasks', tasks.length ? table(['Task', 'Owner', 'By'], tasks) : ''),
			under('Open points', bullets(open)),
			under('Also noted', bullets(rest))
		)
	});
};

/** Sentence by sentence, without the order to make minutes, who was there, and who said it. */
function notesIn({ sections }: TaskFacts, attended: boolean): string[] {
	const isNote = (line: string) => !attended || !attendance.test(line);
	const listed = sections.flatMap(({ items }) => items).flatMap(sentences);
	const loose = sections.flatMap(({ lines }) => lines.filter(isNote)).flatMap(sentences);
	const told = loose.map((note) => (orderIn(note)?.about === 'make' ? (note.split(': ')[1] ?? '') : note));
	const said = [...told, ...listed].map((note) =>
		note.replace(/^\p{L}{1,12}: (?=\S)/u, (lead) => (says(lead, 'decided|agreed') ? lead : ''))
	);
	return said.map((note) => trimMarks(note, '?%)')).filter(Boolean);
}

/** Only somebody who was there, or `Ben will send …`: a feast, a season or a thing owns nothing. */
function ownerIn(text: string, there: ReadonlySet<string>, me: string): string[] | null {
	const [who = '', verb = '', next = ''] = text.split(' ', 3).map((word) => word.toLowerCase());
	const does = (word: string) =>
		[word, ...(word.endsWith('s') ? [word.slice(0, -1), word.slice(0, -2)] : [])].some((each) =>
			lexicon.doings.has(each)
		);
	const will = ['will', 'to', 'must', 'should'].includes(verb) && does(next);
	const doing = will || (there.has(who) && verb.endsWith('s') && does(verb));
	if (!doing || lexicon.nobody.has(who) || wordsOf(who)[0] !== who) return null;
	const by = /\bby (\p{L}{2,9}day|tomorrow|tonight)\b/iu.exec(text)?.[1];
	const what = text.slice(who.length + 1 + (will ? verb.length + 1 : 0));
	const owner = who === 'me' ? me || 'me' : capital(who);
	return [will ? capital(what) : what, owner, findDays(text)[0]?.text ?? by ?? '[date]'];
}
