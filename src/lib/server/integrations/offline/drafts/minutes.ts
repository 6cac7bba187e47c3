import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { firstDay } from '../reader/dates.ts';
import { bullets, plain, table } from '../text/markdown.ts';
import { verbForYou } from '../text/second-person.ts';
import { capital, count, sentences } from '../text/sentences.ts';
import { allItems } from './shared.ts';

type Task = { what: string; owner: string; by: string };
type Minutes = { decisions: string[]; tasks: Task[]; open: string[]; notes: string[] };

const decided = /^(?:we )?(?:decided|decision|agreed|resolved|said)\b(?: that|:| on| to)? */i;
const unsettled =
	/\?|\bopen\b(?!\s+workshop)|talk again|to be (?:settled|decided)|not (?:yet )?decided|undecided|nobody knows|unclear|\btbd\b/i;

/** Operations: notes as decisions, tasks with owner and day, and open points. */
export const minutes: Drafting = (context) => {
	const listed = allItems(context);
	const items = listed.length ? listed : said(context).map(capital);
	if (items.length < 2) return null;
	const people = present(context);
	const sorted = sort(items, people);
	const ownerless = sorted.tasks.filter((task) => !task.by);
	return draft({
		what: `minutes with ${count(sorted.decisions.length, 'decision')}, ${count(sorted.tasks.length, 'task')} and ${count(sorted.open.length, 'open point')}.`,
		body: [
			`# ${plain(meeting(context))}`,
			people.length ? `**Present:** ${plain(people.join(', '))}` : '**Present:** [who was there]',
			section('Decisions', bullets(sorted.decisions)),
			section(
				'Tasks',
				sorted.tasks.length
					? table(
							['Task', 'Owner', 'By'],
							sorted.tasks.map((task) => [task.what, task.owner, task.by || '[date]'])
						)
					: ''
			),
			section('Open points', bullets(sorted.open)),
			section('For information', bullets(sorted.notes))
		]
			.filter(Boolean)
			.join('\n\n'),
		assumptions: [
			'A task belongs to the person whose name stands before the verb in the notes; nobody else was given one.'
		],
		questions: [
			...(people.length ? [] : ['Who was there? [who was there]']),
			...ownerless.map((task) => `By when should ${task.owner} be done with “${task.what}”? [date]`),
			...(sorted.open.length ? ['Who takes on the open points, and by when?'] : [])
		]
	});
};

/** Notes that came as running text. */
function said({ task }: Context): string[] {
	return sentences(task.prose.replace(/^[^:]{4,80}: /, '')).filter(
		(each) => !/^(?:please|summari[sz]e|turn|write|make)\b/i.test(each)
	);
}

const section = (title: string, body: string) => (body ? `## ${title}\n\n${body}` : '');

function meeting(context: Context): string {
	const line = context.task.sections
		.flatMap((each) => each.lines)
		.find(
			(each) =>
				each.length < 120 &&
				/meeting|call|minutes of|jour fixe/i.test(each) &&
				!/^(?:summari[sz]e|please|turn|write|make)\b/i.test(each)
		);
	return capital(line ?? context.task.title);
}

function present(context: Context): string[] {
	const line = context.task.own.match(/^(?:present|attendees?|participants?|there):\s*(.+)$/im)?.[1] ?? '';
	return line
		.split(/,| and /)
		.map((name) => name.trim())
		.filter(Boolean);
}

function sort(items: readonly string[], people: readonly string[]): Minutes {
	const result: Minutes = { decisions: [], tasks: [], open: [], notes: [] };
	for (const item of items) {
		const parts = sentences(item);
		const at = parts.findIndex((part) => ownerOf(part, people) !== null);
		const text = capital(item);
		if (decided.test(item)) result.decisions.push(capital(item.replace(decided, '')));
		else if (at >= 0 && !item.includes('?')) result.tasks.push(taskOf(parts, at, people));
		else if (unsettled.test(item)) result.open.push(text.replace(/[,.]? open$/i, ''));
		else result.notes.push(text);
	}
	return result;
}

/** The person whose name begins the sentence, when a verb follows. */
function ownerOf(text: string, people: readonly string[]): string | null {
	const known = people.find((name) => text.startsWith(`${name} `) || text.startsWith(`${name}: `));
	if (known || people.length) return known ?? null;
	return (
		text.match(
			/^(?!(?:We|Nobody|Everyone|He|She|It|They|This|That|There|The|Somebody|All|No)\b)(\p{Lu}\p{Ll}{1,20})(?::(?! (?:\p{Ll}+ ){1,3}(?:up|down|is|are|was|were|has|have|still)\b)| (?=\p{Ll}+s\b|will |to ))/u
		)?.[1] ?? null
	);
}

function taskOf(parts: readonly string[], at: number, people: readonly string[]): Task {
	const text = parts[at] ?? '';
	const owner = ownerOf(text, people) ?? '[owner]';
	const by = firstDay(text) ?? '';
	const what = asOrder(text.slice(owner.length), by);
	const before = parts.slice(0, at).join(' ').replace(/\.$/, '');
	return { what: capital(before ? `${what} (${before})` : what), owner, by };
}

/** `orders 20 kg of cord by Friday` -> `order 20 kg of cord`; the day has a column of its own. */
function asOrder(text: string, by: string): string {
	return text
		.replace(/^[:\s]+(?:will |to )?/, '')
		.replace(/,? no date yet\b/i, '')
		.replace(by ? ` by ${by}` : /$^/, '')
		.replace(/\.$/, '')
		.replace(/^[a-z]+/, verbForYou)
		.replace(
			/ and ([a-z]+s)(?= (?:us|the|a|an|it|them|him|her|to|for)\b)/g,
			(_all, verb: string) => ` and ${verbForYou(verb)}`
		);
}
