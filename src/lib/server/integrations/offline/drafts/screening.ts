import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import type { Person } from '../reader/people.ts';
import { plain, table } from '../text/markdown.ts';
import { capital, count, fragments, list } from '../text/sentences.ts';
import { itemsUnder, names } from './shared.ts';

type Mark = 'Yes' | 'No' | 'Open';
type Finding = { mark: Mark; words: string };

const idle = new Set(
	'with from that have work working works good able experience experienced must able least what some their them used years year months week weeks available wants only kind very well'.split(
		' '
	)
);
const numerals: Record<string, number> = {
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	six: 6,
	seven: 7,
	eight: 8,
	nine: 9,
	ten: 10
};

/** Recruiting: each application against each needed point, with the words it rests on. No decision. */
export const screening: Drafting = (context) => {
	const criteria = (
		itemsUnder(context, /need|require|must|criteria|look for/i) ?? inlineCriteria(context.task.prose)
	).map((item) => item.replace(/\.$/, ''));
	const named = context.task.people.filter((person) => person.note);
	const candidates = named.length ? named : inlineCandidates(context.task.prose);
	if (criteria.length === 0 || candidates.length === 0) return null;
	const found = candidates
		.map((person) => ({ person, findings: criteria.map((criterion) => judge(criterion, person.note)) }))
		.map((each) => ({
			...each,
			yes: each.findings.filter((finding) => finding.mark === 'Yes').length,
			no: each.findings.filter((finding) => finding.mark === 'No').length
		}));
	const order = [...found].sort((one, other) => other.yes - one.yes || one.no - other.no);
	const best = order
		.filter((each) => each.yes === order[0]?.yes && each.no === order[0]?.no)
		.map((each) => each.person);
	return draft({
		what: `${count(candidates.length, 'application')} against ${count(criteria.length, 'point')}; I would talk to ${list(names(best))} first.`,
		body: [
			table(
				['Candidate', ...criteria.map(capital)],
				found.map((each) => [each.person.name, ...each.findings.map(show)])
			),
			'## Suggestion',
			`Talk first to ${plain(list(names(best)))}. The order by what the applications show:`,
			order
				.map(
					(each, index) =>
						`${index + 1}. ${plain(each.person.name)}: ${each.yes} of ${criteria.length} shown${each.no ? `, ${each.no} not met` : ''}`
				)
				.join('\n'),
			'This compares words in the applications with the needed points. The decision is yours.'
		].join('\n\n'),
		assumptions: ['“Open” means that the application does not say; it is not a no.'],
		questions: found.flatMap((each) => openQuestion(each.person, each.findings, criteria)).slice(0, 15)
	});
};

const needs = /\b(?:we )?(?:need|must have|require|looking for)(?:ed|s)?: ?([^.]{3,400})/i;

const inlineCriteria = (text: string) => fragments(text.match(needs)?.[1] ?? '');

/** `Anna: 5 years reception, … Boris: 1 year, …` in running text. */
function inlineCandidates(text: string): Person[] {
	const found = text
		.replace(needs, '')
		.matchAll(/(?:^|[.;!?] )(\p{Lu}\p{Ll}{1,20}): (.+?)(?=[.;!?]? \p{Lu}\p{Ll}{1,20}: |$)/gu);
	return Array.from(found, (match) => ({
		name: String(match[1]),
		org: null,
		email: null,
		note: String(match[2]).replace(/[. ]+$/, '')
	}));
}

const show = (finding: Finding) => (finding.words ? `${finding.mark}: “${finding.words}”` : finding.mark);

function openQuestion(person: Person, findings: readonly Finding[], criteria: readonly string[]): string[] {
	const open = criteria.filter((_criterion, index) => findings[index]?.mark === 'Open');
	return open.length ? [`Ask ${person.name}: ${open.join('; ')}?`] : [];
}

/** The part of an application that speaks about a criterion, and whether it meets it. */
function judge(criterion: string, note: string): Finding {
	const wanted = stems(criterion);
	const best = fragments(note)
		.map((words) => ({ words, shared: stems(words).filter((stem) => wanted.includes(stem)) }))
		.filter((each) => each.shared.length > 0)
		.sort((one, other) => other.shared.length - one.shared.length)[0];
	if (!best) return { mark: 'Open', words: '' };
	const needed = numbers(criterion)[0];
	const given = numbers(best.words)[0];
	const tooLittle = needed !== undefined && given !== undefined && given < needed;
	return { mark: tooLittle ? 'No' : 'Yes', words: best.words };
}

function stems(text: string): string[] {
	const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
	return words
		.filter((word) => !idle.has(word) && !(word in numerals))
		.map((word) => word.replace(/(?:ing|er|ed|s)$/, ''));
}

function numbers(text: string): number[] {
	return (text.toLowerCase().match(/\d{1,6}|\p{L}+/gu) ?? [])
		.map((word) => numerals[word] ?? Number(word))
		.filter((value) => !Number.isNaN(value));
}
