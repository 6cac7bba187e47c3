import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { plain } from '../text/markdown.ts';
import { capital, clip, count, fragments, sentence } from '../text/sentences.ts';
import { allItems, itemsUnder } from './shared.ts';

type Story = { headline: string; text: string };

/** Marketing: subject lines, stories with a headline each, one next step. */
export const newsletter: Drafting = (context) => {
	const stories = (
		itemsUnder(context, /stor(?:y|ies)|news|topics?|content/i) ??
		fromList(context) ??
		context.intent.facts.filter((fact) => !/^newsletter\b.{0,40}$/i.test(fact)).flatMap(fragments)
	).map(story);
	if (stories.length === 0) return null;
	const subjects = stories.map((each) => clip(each.headline, 50)).slice(0, 3);
	const { facts, link } = closing(context);
	return draft({
		what: `a newsletter with ${count(stories.length, 'story', 'stories')} and ${count(subjects.length, 'subject line')} to choose from.`,
		body: [
			'**Subject lines to choose from**',
			subjects.map((subject, index) => `${index + 1}. ${plain(subject)}`).join('\n'),
			'---',
			`Hello,`,
			`${plain(opening(context, stories.length))}`,
			...stories.map((each) => `### ${plain(each.headline)}\n\n${plain(each.text)}`),
			...facts.map(plain),
			link ? `**${capital(link.label)}:** ${link.url}` : '',
			[context.voice.signOff, context.brief.business.name || '[name of the business]'].map(plain).join('  \n')
		]
			.filter(Boolean)
			.join('\n\n'),
		assumptions: [
			'The stories keep the order of the task; the first one gives the subject line I would take.'
		],
		questions: link ? [] : ['Where should the one link of this newsletter lead?']
	});
};

function opening(context: Context, stories: number): string {
	const month = context.task.title.match(
		/January|February|March|April|May|June|July|August|September|October|November|December/
	)?.[0];
	const from = context.brief.business.name ? ` from ${context.brief.business.name}` : '';
	return `${capital(count(stories, 'thing'))}${from} for you${month ? ` in ${month}` : ''}, in half a minute.`;
}

const more = '[one or two sentences more]';

function fromList(context: Context): string[] | null {
	const items = allItems(context);
	return items.length ? items : null;
}

/** The first clause is the headline, the rest is the text. */
function story(item: string): Story {
	const cut = item.search(/[,;:.(] ?(?!\d{3})|,? (?:since|starting)\b/);
	if (cut < 8 || cut > 90)
		return item.length > 70
			? { headline: clip(item, 70), text: sentence(item) }
			: { headline: capital(item.replace(/\.$/, '')), text: more };
	const rest = item.slice(cut).replace(/^[,;:.(\s]+/, '');
	return { headline: item.slice(0, cut), text: rest ? sentence(rest) : more };
}

function closing(context: Context): { facts: string[]; link: { label: string; url: string } | null } {
	const url = context.task.links[0];
	const listed = context.task.sections.some((section) => section.items.length > 0);
	const facts = (listed ? context.intent.facts : []).filter((fact) => !url || !fact.includes(url));
	const label = context.intent.facts
		.find((fact) => url && fact.includes(url))
		?.match(/link (?:for|to) ([^:]{2,40}?) is/i)?.[1];
	return { facts, link: url ? { label: label ?? 'read more', url } : null };
}
