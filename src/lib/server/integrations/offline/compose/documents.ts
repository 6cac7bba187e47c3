import { lexicon } from '../data/words.ts';
import { findDays } from '../reader/dates.ts';
import { orderIn } from '../reader/orders.ts';
import { capital, clip, numberOf, says, sentence, trimMarks, wordsOf } from '../text.ts';
import { bullets, draft, fill, joined, plain, table, under, type Drafting, type Slots } from './draft.ts';
import { letter } from './mails.ts';
import { pointsOf, topicOf, type Point } from './points.ts';

/** A document of one kind: the task's own labels as headings, and each point as it stands in its line. */
export const document =
	([, , what = '', line = '', above = '', asks = '']: readonly string[]): Drafting =>
	({ task }) => {
		const points = pointsOf(task).slice(0, 200);
		if (points.length === 0) return null;
		const all = points.map(({ text }) => slotsOf(text, 0));
		const heads = all.map(({ head = '' }, at) => `${at + 1}. ${head}`).join('\n');
		const topic = topicOf(task);
		const slots = {
			topic,
			Topic: plain(capital(topic)),
			title: plain(task.title),
			day: findDays(task.own)[0]?.text ?? '',
			heads: `Subject lines to choose from:\n\n${heads}`,
			text: all.map(({ sentence }) => sentence).join(' ')
		};
		const needed = asks.split(' [').map((ask) => ask.replace('[', '').split('] '));
		const missing = needed.filter(([blank, words = '']) => blank && !says(task.own, words));
		const body = what === 'posts' ? posts(points, task.prose.join(' ')) : linesOf(points, line, slots);
		return draft({
			what: `${fill([what], slots)}.`,
			body: joined(fill([above], slots), body, bullets(missing.map(([blank = '']) => `[${blank}]`))),
			look: task.prose
				.filter((each) => lexicon.outward.has(orderIn(each)?.about ?? ''))
				.map((each) => `Left out, in your words: “${clip(each, 300)}”`),
			assumptions: ['Every point stands as the task gives it; nothing was added.']
		});
	};

function slotsOf(text: string, at: number): Slots {
	const [ask = '', answer = ''] = text.split(/ \(|\? (?=\S)/, 2);
	const [head = ''] = text.split(/: |\. |, | \(/);
	return {
		n: String(at + 1),
		point: plain(trimMarks(text, ')”"?!%')),
		Point: plain(capital(trimMarks(text, ')”"?!%'))),
		head: plain(capital(trimMarks(head, ')'))),
		sentence: plain(sentence(text)),
		question: plain(`${capital(trimMarks(ask))}?`),
		answer: answer ? plain(sentence(trimMarks(answer))) : '[answer]'
	};
}

/** Each point in its line; a label becomes a heading. */
function linesOf(points: readonly Point[], line: string, slots: Slots): string {
	const lines = points.flatMap(({ label, text }, at) => {
		const heading = label && label !== points[at - 1]?.label ? [`\n## ${plain(label)}\n`] : [];
		const filled = fill([line], { ...slots, ...slotsOf(text, at) });
		return [...heading, filled.replaceAll('¶', '\n')];
	});
	return lines.join('\n').trim();
}

/** As many as the task asks for and its points carry, each beginning with another of them. */
function posts(points: readonly Point[], asked: string): string {
	const words = wordsOf(asked);
	const isCount = (word: string, at: number) =>
		numberOf(word) !== null && words.slice(at + 1, at + 4).some((each) => lexicon.posts.has(each));
	const wanted = Math.max(1, numberOf(words.find(isCount) ?? '') ?? 1);
	const said = points.map(({ text }) => plain(sentence(text)));
	const most = Math.min(wanted, points.length, 10);
	const turned = said.slice(0, most).map((_text, at) => [...said.slice(at), ...said.slice(0, at)].join(' '));
	const more = most < wanted ? '[what else there is to say, for more posts]' : '';
	return joined(...turned.map((text, at) => under(`Post ${at + 1}`, text)), more);
}

const timed =
	/^(\d{1,2}[:.]\d{2}|\d{1,2} ?(?:am|pm)?)(?: ?(?:to|-|–|until) ?(\d{1,2}[:.]?\d{0,2} ?(?:am|pm)?))?:? (\D.*)$/i;

/** `8:00 to 9:00 meet in hall 1 (Karim)`: times, what, who; with a mail to the one address that the task names. */
export const schedule: Drafting = (context) => {
	const { task } = context;
	const points = pointsOf(task).flatMap(({ loose, text }) => (loose ? [] : [text]));
	const rows = points.flatMap((text) => {
		const [match, from = '', to = '', what = ''] = timed.exec(text) ?? [];
		const who = /\(([^()]{2,60})\)$/.exec(what)?.[1] ?? '';
		const rest = capital(trimMarks(who ? what.slice(0, -who.length - 2) : what, '%)'));
		return match === undefined ? [] : [[to ? `${from}–${to}` : from, rest, who]];
	});
	if (rows.length < 2) return null;
	const day = findDays(task.own)[0]?.text ?? '[date]';
	const also = [
		...points.filter((text) => !timed.test(text)),
		...task.prose.filter((text) => text.startsWith('No '))
	];
	const lines = rows
		.map(([time = '', what = '', who]) => `- ${time} ${what}${who ? ` (${who})` : ''}`)
		.join('\n');
	const [to, ...others] = task.people;
	const text = [`This is the plan for ${day}:`, lines, also.map(sentence).join(' ')];
	return draft({
		what: `a schedule for ${day}.`,
		body: joined(`# ${plain(day)}`, table(['Time', 'What', 'Who'], rows), under('Also', bullets(also))),
		mails: to && others.length === 0 ? [letter(context, to.person, `The plan for ${day}`, text)] : []
	});
};
