import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { plain } from '../text/markdown.ts';
import { capital, count, fragments, numberBefore, sentence } from '../text/sentences.ts';
import { allItems } from './shared.ts';

const verb =
	/^(?:folds|holds|fits|comes|stands|works|keeps|makes|takes|has|is|can|ships|lasts|weighs|needs|opens|closes|turns|saves|gives|lets|runs|costs)\b/i;

/** Marketing: headlines to choose from and a product text, all from the given facts. */
export const headlines: Drafting = (context) => {
	const listed = allItems(context).map((fact) => fact.replace(/\.$/, ''));
	const facts = listed.length
		? listed
		: fragments(inProse(context.task.prose)?.[2] ?? newsOf(context).replace(/\.(?= |$)/g, ','));
	if (facts.length === 0) return null;
	const wanted = Math.min(
		20,
		numberBefore(`${context.task.prose} ${context.task.title}`, /(?:headlines?|titles?|slogans?|ideas)/) ?? 8
	);
	const product = productOf(context);
	const textFirst = !/headline|slogan|tagline|subject line/i.test(context.task.text);
	const lines = candidates(product, facts).slice(0, textFirst ? 3 : wanted);
	const choice = [
		'## Headlines',
		lines.map((line, index) => `${index + 1}. ${plain(line)}`).join('\n'),
		...(lines.length > 1 ? [`I would take the first: it says what ${plain(product)} ${does(lines[0])}.`] : [])
	].join('\n\n');
	const text = `## Product text\n\n${plain(productText(product, facts, context))}`;
	const missing = textFirst ? 0 : wanted - lines.length;
	return draft({
		what: `${count(lines.length, 'headline')}${/text|description/i.test(context.task.text) ? ' and a product text' : ''} for ${product}.`,
		body: (textFirst ? [text, choice] : [choice, text]).join('\n\n'),
		assumptions: ['Every headline uses only the facts in the task.'],
		questions:
			missing > 0
				? [
						`The facts carry ${count(lines.length, 'headline')}; for ${missing} more, what else is special about ${product}?`
					]
				: []
	});
};

const does = (line = '') => (line.includes(': ') ? 'is' : 'does');

function productOf({ task }: Context): string {
	const named = task.prose.match(
		/\b(the \p{Lu}[\p{L}\d-]*(?: [\p{L}\d-]{3,20})?)(?=[.,:;!]| with| for| is| on)/u
	)?.[1];
	return (
		named ??
		inProse(task.prose)?.[1] ??
		task.prose.match(/\b(?:slogans?|headlines?|taglines?) for ((?:the|our) [^.:,]{3,50})/i)?.[1] ??
		task.title.match(/\bfor ((?:the|our) [^.:,]{3,50})/i)?.[1] ??
		'the product'
	);
}

/** What the task says beside the order itself. */
const newsOf = ({ intent }: Context) =>
	intent.facts.filter((fact) => !/\b(?:slogans?|headlines?|taglines?|product text)\b/i.test(fact)).join(' ');

/** `a product text for our oak desk: solid oak, 140x70 cm, …` */
const inProse = (text: string) =>
	text.match(/\b(?:for|of|about) ((?:the|our) [^.:,]{3,50}): ([^\n]{3,600})/i);

function candidates(product: string, facts: readonly string[]): string[] {
	const firsts = facts
		.map((fact) => (fact.split(';')[0] ?? fact).trim())
		.map((fact) => (fact.length <= 55 ? fact : (fragments(fact)[0] ?? fact)));
	const doing = firsts.filter((each) => verb.test(each));
	const naming = firsts.filter((each) => !verb.test(each));
	const all = [
		...doing.map((each) => `${capital(product)} ${lower(each)}`),
		...naming.map((each) => `${capital(product)}: ${lower(each)}`),
		...firsts.map(capital),
		...facts
			.flatMap((fact) => fragments(fact).slice(1))
			.filter((each) => each.length > 12)
			.map(capital)
	];
	return [...new Set(all.filter((line) => line.length <= 80))];
}

function productText(product: string, facts: readonly string[], context: Context): string {
	const [first = '', ...rest] = facts;
	if (facts.every((fact) => !verb.test(fact) && fact.length < 40))
		return `${capital(product)}: ${facts.map((fact) => lower(fact)).join(', ')}.`;
	const opening = verb.test(first)
		? `${capital(product)} ${lower(first)}.`
		: `${capital(product)}: ${lower(first)}.`;
	const others = rest.map((fact) => (verb.test(fact) ? `It ${lower(fact)}.` : sentence(fact)));
	const audience = context.intent.facts.filter((fact) => /^(?:for|made for)\b/i.test(fact));
	return [opening, ...others, ...audience].join(' ');
}

const lower = (text: string) =>
	/^[A-Z]{2}|^\p{Lu}\p{L}* \p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
