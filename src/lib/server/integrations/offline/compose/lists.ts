import { urgencies } from '../data/documents.ts';
import { findAmounts } from '../reader/amounts.ts';
import { findDays } from '../reader/dates.ts';
import { personOfLine, type Person } from '../reader/people.ts';
import { cutAt } from '../reader/sentences.ts';
import { clip, count, says, trimMarks } from '../text.ts';
import { bullets, draft, joined, plain, table, under, type Context, type Drafting } from './draft.ts';

const nameOf = ({ name, org, email }: Person) =>
	[name || (email ?? 'Without a name'), org].filter(Boolean).join(', ');

/** Everybody in the lists of a task, with what is said of them; a line without a name is one all the same. */
const listed = ({ task }: Context): Person[] =>
	task.sections.flatMap(({ items }) => items.map((item) => personOfLine(item) ?? unnamed(item)));

function unnamed(item: string): Person {
	const colon = item.slice(0, 40).indexOf(':');
	const name = colon > 0 && !says(item.slice(0, 12), 'no name|anon*') ? item.slice(0, colon) : '';
	return { name, org: '', email: null, note: trimMarks(item.slice(colon + 1), '?!.)') };
}

/** A morning's messages by urgency. */
export const messages: Drafting = (context) => {
	const found = listed(context).map((person) => {
		const kind = urgencies.find(([, , , words = '']) => words === '*' || says(person.note, words)) ?? [];
		const [rank, urgency = '', topic = '', , answer = ''] = kind;
		return { rank: Number(rank), row: [urgency, nameOf(person), topic, clip(person.note, 220), answer] };
	});
	const sorted = found.toSorted((one, two) => one.rank - two.rank);
	if (sorted.length < 2) return null;
	return draft({
		what: `${count(sorted.length, 'message')} sorted by urgency.`,
		body: table(
			['Urgency', 'From', 'About', 'What they say', 'Suggested answer'],
			Array.from(sorted, ({ row }) => row)
		),
		assumptions: [
			'Safety and legal matters come first, then money and long waits, then faults and questions, then thanks.'
		],
		questions:
			sorted[0]?.rank === 0 ? ['Who takes over the messages that a person should answer at once?'] : []
	});
};

/** Enquiries by how much is known: budget, day, who decides, how much is wanted. */
export const enquiries: Drafting = (context) => {
	const found = listed(context).map((person) => {
		const { note } = person;
		const wants = trimMarks(cutAt(note, ',;')[0] ?? '', ')');
		const budget = says(note, 'no budget*') ? '' : (findAmounts(note)[0]?.text ?? '');
		const by = findDays(note)[0]?.text.trim() ?? '';
		const size = Math.min(2, (Number.parseInt(wants, 10) || 0) / 60);
		const score = (budget ? 3 : 0) + (by ? 2 : 0) + (says(note, 'decides|owner') ? 1 : 0) + size;
		return { score, row: [nameOf(person), wants, budget, by, note] };
	});
	const sorted = found.toSorted((one, two) => two.score - one.score).map(({ row }) => row);
	if (sorted.length < 2) return null;
	const rows = sorted.map((row, at) => [String(at + 1), ...row]);
	return draft({
		what: `${count(sorted.length, 'lead')} by how much is known.`,
		body: joined(
			table(['No.', 'Who', 'Wants', 'Budget', 'By', 'What they say'], rows),
			`**First call:** ${plain(sorted[0]?.[0] ?? '')}`
		),
		assumptions: ['A named budget and a date count most, then who decides, then how much is wanted.']
	});
};

/** Applications as they stand, below what the job needs: to compare them is for a person. */
export const applications: Drafting = (context) => {
	const { sections } = context.task;
	const asks = sections.filter(({ label }) => says(label, 'need|needs|require*|must'));
	const needs = asks.flatMap(({ items }) => items);
	const people = listed(context).filter(({ name, note }) => name !== '' && !needs.includes(note));
	if (needs.length === 0 || people.length < 2) return null;
	const rows = people.map((person) => [nameOf(person), ...cutAt(person.note, ',;')]);
	const columns = Math.max(...rows.map((row) => row.length));
	const heads = Array.from({ length: columns - 1 }, (_none, at) => (at === 0 ? 'What they say' : ' '));
	return draft({
		what: `${count(rows.length, 'application')} beside each other, below what the job needs.`,
		body: joined(under('What the job needs', bullets(needs)), table(['Applicant', ...heads], rows)),
		questions: ['Whom would you talk to first? Without a language model I compare nobody.']
	});
};
