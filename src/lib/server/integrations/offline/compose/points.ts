import { findAddresses } from '../reader/addresses.ts';
import { orderIn } from '../reader/orders.ts';
import { cutAt } from '../reader/sentences.ts';
import type { TaskFacts } from '../reader/task-facts.ts';
import { trimMarks } from '../text.ts';

/** One point of a text as it stands, the label it stands under, and whether it is a sentence among others. */
export type Point = { label: string; text: string; loose: boolean };

/** Every list item and labelled line, or else the parts of what follows a colon; then sentences that are no orders. */
export function pointsOf({ sections, prose }: TaskFacts): Point[] {
	const labelled = sections.flatMap(({ label, items, lines }) =>
		[...items, ...(label && items.length === 0 ? lines : [])].map((text) => ({ label, text, loose: false }))
	);
	const known = new Set(labelled.map(({ text }) => text));
	const alone = labelled.length === 0;
	const spoken = prose.filter(
		(text) => !known.has(text) && !/^(?:about|max\.?|around|under) \d+ words/i.test(text)
	);
	return [...labelled, ...spoken.flatMap((text) => pointsIn(text, alone))];
}

/** `Newsletter for december: 20% off, free delivery and a new showroom` are three points, when there is no list. */
function pointsIn(text: string, alone: boolean): Point[] {
	const order = orderIn(text) !== null || titled.test(text);
	const at = alone ? text.search(order ? /: |, / : /: /) : -1;
	if (at < 0 || at > 120) return order ? [] : [{ label: '', text, loose: !alone }];
	const parts = cutAt(text.slice(at + 2).replace(/,? and (?=\p{L})/gu, ', '), ',;');
	const topic = order && text.charAt(at) === ',' ? topicOf({ prose: [text], title: '' }) : '';
	const points = [topic, ...parts.map((part) => trimMarks(part, ')”"!?'))];
	return points
		.filter((part) => part !== '' && orderIn(part) === null)
		.map((part) => ({ label: '', text: part, loose: false }));
}

/** `Instagram post about …`: an order without its verb. */
const titled =
	/^(?:an? |the |\d )?(?:short )?(?:instagram|insta|linkedin|facebook|social|newsletter|post|caption|product text|job ad|agenda|checklist|headlines?|faq)\b/i;

const topics = /\b(?:for|about|on) (?:(?:an?|the|our|my|your) )?([^.:,;\n]{2,80})/i;
const wanted =
	/\b(?:need|want|looking for) (?:someone for (?:the )?|somebody for (?:the )?|an? )([^.:,;\n]{2,80})/i;

/** What a text is about: what the order names behind `for` or `about`, else the title. */
export function topicOf({ prose, title }: Pick<TaskFacts, 'prose' | 'title'>): string {
	const order = prose.find((text) => orderIn(text) !== null || titled.test(text)) ?? '';
	const sure = (name = '') =>
		findAddresses(name).length || /^(?:customers|this|these|me|us|\d+ words)/i.test(name) ? '' : name;
	const named = sure(topics.exec(order)?.[1]) || sure(topics.exec(title)?.[1]);
	return trimMarks(wanted.exec(prose.join('\n'))?.[1] ?? (named || title.slice(0, 80)));
}
