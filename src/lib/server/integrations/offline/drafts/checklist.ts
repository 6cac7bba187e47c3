import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { plain } from '../text/markdown.ts';
import { capital, count, fragments, sentences } from '../text/sentences.ts';
import { itemsOrList } from './shared.ts';

type Group = { title: string; owner: string; steps: string[] };

const ownedBy =
	/^(\p{Lu}\p{Ll}{1,20}) (?:does|do|takes care of|prepares|handles) (?:these|this|it|them|all of this)\b(.*)$/u;

/** Operations: a list that somebody who was not there can work through. */
export const checklist: Drafting = (context) => {
	const groups = itemsOrList(
		context,
		'checklist[^:.\\n]{0,80}:|include|including|steps?|covers?|covering|list'
	).map(group);
	if (groups.length === 0) return null;
	const worker = context.task.own.match(/\bthat (\p{Lu}\p{Ll}{1,20}) can work through/u)?.[1];
	const unowned = groups.filter((each) => !each.owner && each.title);
	const steps = groups.reduce((sum, each) => sum + each.steps.length, 0);
	return draft({
		what: `a checklist with ${count(steps, 'step')}${worker ? ` for ${worker}` : ''}.`,
		body: [
			`# ${plain(context.task.title)}`,
			...context.intent.facts.filter((fact) => fact.length < 200 && !/^checklist\b/i.test(fact)).map(plain),
			worker ? `**Worked through by:** ${plain(worker)}` : '**Worked through by:** [name]',
			showAll(groups)
		].join('\n\n'),
		assumptions: ['The order is the order of the task. A step is done when somebody has ticked it.'],
		questions: [
			...(worker ? [] : ['Who works through this list? [name]']),
			...(!worker && unowned.length && unowned.length < groups.length
				? [`Who is responsible for: ${unowned.map((each) => each.title).join('; ')}?`]
				: [])
		]
	});
};

function group(item: string): Group {
	const colon = item.match(/^([^:]{2,60}): (.+)$/);
	const owned = sentences(colon?.[2] ?? item);
	const owner = owned.map((each) => each.match(ownedBy)).find((hit) => hit !== null);
	const work = owned.filter((each) => !ownedBy.test(each)).join(' ');
	return {
		title: colon?.[1] ?? '',
		owner: owner ? `${String(owner[1])}${String(owner[2]).replace(/\.$/, '').replace(/^ /, ', ')}` : '',
		steps: colon ? fragments(work).map(capital) : [capital(work)]
	};
}

/** Steps without a heading stay one list. */
function showAll(groups: readonly Group[]): string {
	return groups.map((each, index) => (index === 0 ? '' : each.title ? '\n\n' : '\n') + show(each)).join('');
}

function show(each: Group): string {
	const steps = each.steps.map((step) => `- [ ] ${plain(step)}`).join('\n');
	if (!each.title) return steps;
	return [`## ${plain(each.title)}`, each.owner ? `Responsible: ${plain(each.owner)}` : '', steps]
		.filter(Boolean)
		.join('\n\n');
}
