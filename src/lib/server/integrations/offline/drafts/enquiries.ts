import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { readAmounts } from '../reader/amounts.ts';
import { readDates } from '../reader/dates.ts';
import type { Person } from '../reader/people.ts';
import { plain, table } from '../text/markdown.ts';
import { capital, count, fragments } from '../text/sentences.ts';

type Enquiry = {
	person: Person;
	need: string;
	budget: string;
	by: string;
	decides: string;
	cents: number;
	open: string[];
};

/** Sales: enquiries in the order in which to call, with what is known and what is missing. */
export const enquiries: Drafting = ({ task }) => {
	const people = task.people.filter((person) => person.note);
	if (people.length < 2) return null;
	const ranked = people
		.map(enquiry)
		.sort((one, other) => one.open.length - other.open.length || other.cents - one.cents);
	const [first] = ranked;
	const rows = ranked.map((each, index) => [
		String(index + 1),
		[each.person.name, each.person.org].filter(Boolean).join(', '),
		each.need || 'open',
		each.budget || 'open',
		each.by || 'open',
		each.decides || 'open',
		nextStep(each)
	]);
	return draft({
		what: `${count(people.length, 'enquiry', 'enquiries')} in the order I would take them; first ${first?.person.name ?? ''}.`,
		body: [
			table(['', 'Who', 'Wants', 'Budget', 'Needed by', 'Decides', 'Next step'], rows),
			`**First call:** ${plain(first?.person.name ?? '')}. ${plain(reason(first))}`,
			'Ordered by how much of need, budget, date and decision is known, then by the size of the budget.'
		].join('\n\n'),
		assumptions: [
			'An enquiry that names need, budget, date and who decides is closer to buying than one that does not.'
		],
		questions: ranked
			.filter((each) => each.open.length > 1)
			.map(
				(each) => `${each.person.name}: ${each.open.join(', ')} not known. Shall I draft a mail that asks?`
			)
	});
};

function enquiry(person: Person): Enquiry {
	const parts = fragments(person.note);
	const budget = parts.find((part) => readAmounts(part).length > 0) ?? '';
	const by = parts.find((part) => readDates(part).length > 0) ?? '';
	const decides = parts.find((part) => /decid|in charge/i.test(part)) ?? '';
	const missing = /\b(?:no|not|without)\b/i;
	const need = parts.find((part) => ![budget, by, decides].includes(part) && !missing.test(part)) ?? '';
	const amount = readAmounts(budget)[0];
	const known = { need, budget: amount?.text ?? '', date: by, decision: decides };
	return {
		person,
		need: capital(need.replace(/["“”]/g, '')),
		budget: known.budget,
		by: readDates(by)[0] ?? '',
		decides,
		cents: amount?.cents ?? 0,
		open: Object.entries(known)
			.filter(([, value]) => !value)
			.map(([name]) => name)
	};
}

function nextStep(each: Enquiry): string {
	if (each.open.length === 0) return 'Call, then send a quote';
	if (each.open.length === 1) return `Call and ask about the ${each.open[0] ?? ''}`;
	return each.open.length === 2
		? `Mail: ask about ${each.open.join(' and ')}`
		: 'Short mail with two questions';
}

function reason(each: Enquiry | undefined): string {
	if (!each) return '';
	const facts = [
		each.budget && `budget ${each.budget}`,
		each.by && `needed by ${each.by}`,
		each.decides
	].filter(Boolean);
	return facts.length ? `${capital(facts.join(', '))}.` : 'Little is known yet.';
}
