import type { Draft, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { readDates } from '../reader/dates.ts';
import { plain } from '../text/markdown.ts';
import { capital, count, fragments, list, numberBefore, sentence } from '../text/sentences.ts';
import { allItems } from './shared.ts';

const leads: [words: RegExp, lead: string][] = [
	[/two weeks before/i, 'Two weeks to go.'],
	[/(?:a|one) week before/i, 'One week to go.'],
	[/day before/i, 'Tomorrow.'],
	[/on the day|day itself|same day/i, 'Today.'],
	[/after/i, 'That was it.']
];

/** Marketing: short posts, each with the essentials and a detail of its own. */
export const posts: Drafting = (context) => {
	const { task, intent } = context;
	const items = allItems(context);
	const facts =
		[items, intent.facts, fragments(topicOf(task.prose)).slice(1)].find((each) => each.length > 0) ?? [];
	if (facts.length + intent.asides.length === 0) return null;
	const wanted = Math.min(
		10,
		numberBefore(`${task.title} ${task.prose}`, /(?:posts?|tweets?|captions?)/) ??
			(/^(?:\w+ )?(?:post|tweet|caption)\b|\b(?:an?|the) (?:\w{1,20} ){0,2}(?:post|tweet|caption)\b|\bsomething\b/i.test(
				`${task.title} ${task.prose}`
			)
				? 1
				: 3)
	);
	const news = [...intent.facts, ...intent.asides];
	if (items.length === 0 && !topicOf(task.prose) && news.length > 0) return fromNews(news, wanted);
	const moments = occasions(task.prose);
	const when = facts.find((fact) => readDates(fact).length > 0);
	const where = facts.find(
		(fact) =>
			fact !== when &&
			/\b(?:lane|street|road|square|hall|shop|store|workshop|online|at|behind)\b/i.test(fact) &&
			!/\bat \d/.test(fact)
	);
	const details = facts.filter((fact) => fact !== when && fact !== where);
	const topic = capital((shortTopic(task.prose) || task.title).trim());
	const written = Array.from({ length: wanted }, (_none, index) => {
		const moment = moments[index] ?? '';
		const detail = details.length
			? details.filter((_each, at) => at % wanted === index % Math.max(1, Math.min(wanted, details.length)))
			: [];
		const lead = leads.find(([words]) => words.test(moment))?.[1];
		return {
			heading: moment ? capital(moment) : `Post ${index + 1}`,
			text: [
				lead,
				`${topic}${when ? `: ${when}` : ''}.`,
				where ? sentence(where) : '',
				...detail.map(sentence)
			]
				.filter(Boolean)
				.join(' ')
		};
	});
	return draft({
		what: `${count(wanted, 'post')} about ${list([topic])}.`,
		body: written.map((post) => `## ${plain(post.heading)}\n\n${plain(post.text)}`).join('\n\n'),
		assumptions: ['Each post works without a picture and without hashtags.'],
		questions:
			when ||
			readDates(topic).length ||
			!/\b(?:workshop|event|sale|opening|fair|market|course|concert)\b/i.test(task.text)
				? []
				: ['On which day does it take place? No date is given.']
	});
};

/** Running text is the news itself: every post opens with another part of it, as far as the parts go. */
function fromNews(facts: readonly string[], wanted: number): Draft {
	const [first = '', ...rest] = facts.flatMap((fact) => fragments(fact.replace(/[.!]+$/, '')));
	const bits = rest.filter((part) => part.split(' ').length < 3);
	const details = rest.filter((part) => !bits.includes(part));
	const news = [first, ...bits].join(', ');
	const texts = [
		[news, ...details],
		...details.map((detail) => [detail, news, ...details.filter((each) => each !== detail)])
	].slice(0, wanted);
	return draft({
		what: `${count(texts.length, 'post')}, from the news in the task.`,
		body: texts
			.map((parts, index) => `## Post ${index + 1}\n\n${plain(parts.map(sentence).join(' '))}`)
			.join('\n\n'),
		assumptions: ['Each post works without a picture and without hashtags.'],
		questions:
			texts.length < wanted
				? [
						`The facts carry ${count(texts.length, 'post')}; for ${count(wanted - texts.length, 'more', 'more')}, what else is there to say?`
					]
				: []
	});
}

/** A topic that goes on and on is cut at its first comma. */
function shortTopic(text: string): string {
	const topic = topicOf(text);
	return topic.length > 80 ? (fragments(topic)[0] ?? '') : topic;
}

/** What the posts are about, in the words of the task. */
function topicOf(text: string): string {
	const after = text.match(/\bposts?, ((?:we|our) [^:.]{3,400})/i)?.[1];
	if (after)
		return fragments(after)
			.filter((part) => !/^(?:no|not|don't) /i.test(part))
			.join(', ');
	return (
		text.match(
			/(?:posts?|captions?|tweets?|something|anything)(?: (?:nice|short|quick))?(?: (?:for|on) (?:instagram|insta|linkedin|facebook|social media))? (?:for|about|on|announcing) (?:our |the |a )?([^:.]{3,400})/i
		)?.[1] ?? ''
	);
}

/** `one two weeks before, one the day before` -> the moments of the posts. */
function occasions(text: string): string[] {
	const after = text.match(/posts?[^:.]{0,80}: ([^.]{5,300})/i)?.[1] ?? '';
	return after
		.split(/,? and one |, ?one |^one /i)
		.map((part) => part.trim().replace(/^on /, ''))
		.filter(Boolean);
}
