import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { plain } from '../text/markdown.ts';
import { capital, count, fragments, numberBefore, sentence } from '../text/sentences.ts';
import { allItems } from './shared.ts';

const verb =
	/^(?:folds|holds|fits|comes|stands|works|keeps|makes|takes|has|is|can|ships|lasts|weighs|needs|opens|closes|turns|saves|gives|lets|runs|costs)\b/i;

/** Marketing: headlines to choose from and a product text, all from the given facts. */
export const headlines: Drafting = (context) => {
	const facts = allItems(context).map((fact) => fact.replace(/\.$/, ''));
	if (facts.length === 0) return null;
	const wanted = Math.min(
		20,
		numberBefore(`${context.task.prose} ${context.task.title}`, /(?:headlines?|titles?|slogans?|ideas)/) ?? 8
	);
	const product = productOf(context);
	const lines = candidates(product, facts).slice(0, wanted);
	const missing = wanted - lines.length;
	return draft({
		what: `${count(lines.length, 'headline')}${/text|description/i.test(context.task.text) ? ' and a product text' : ''} for ${product}.`,
		body: [
			'## Headlines',
			lines.map((line, index) => `${index + 1}. ${plain(line)}`).join('\n'),
			`I would take the first: it says what ${plain(product)} does.`,
			'## Product text',
			plain(productText(product, facts, context))
		].join('\n\n'),
		assumptions: ['Every headline uses only the facts in the task.'],
		questions:
			missing > 0
				? [
						`The facts carry ${count(lines.length, 'headline')}; for ${missing} more, what else is special about ${product}?`
					]
				: []
	});
};

function productOf({ task }: Context): string {
	const named = task.prose.match(
		/\b(the \p{Lu}[\p{L}\d-]*(?: [\p{L}\d-]{3,20})?)(?=[.,:;!]| with| for| is| on)/u
	)?.[1];
	return named ?? task.title.match(/\bfor ((?:the|our) [^.:,]{3,50})/i)?.[1] ?? 'the product';
}

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
	const opening = verb.test(first)
		? `${capital(product)} ${lower(first)}.`
		: `${capital(product)}: ${lower(first)}.`;
	const others = rest.map((fact) => (verb.test(fact) ? `It ${lower(fact)}.` : sentence(fact)));
	const audience = context.intent.facts.filter((fact) => /^(?:for|made for)\b/i.test(fact));
	return [opening, ...others, ...audience].join(' ');
}

const lower = (text: string) =>
	/^[A-Z]{2}|^\p{Lu}\p{L}* \p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
