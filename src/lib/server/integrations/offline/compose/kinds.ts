import { documentKinds, workKinds } from '../data/documents.ts';
import { orderIn } from '../reader/orders.ts';
import { says } from '../text.ts';
import { document, schedule } from './documents.ts';
import type { Context, Draft, Drafting } from './draft.ts';
import { ledger } from './ledger.ts';
import { applications, enquiries, messages } from './lists.ts';
import { mails } from './mails.ts';
import { minutes } from './minutes.ts';
import { plan, welcome } from './plain-documents.ts';

const works: Record<string, Drafting> = { ledger, enquiries, messages, minutes, schedule, applications };

/** The role that is at home with a kind of work, words of a task that call for it, and the draft that answers them. */
type Kind = { home: string | undefined; words: string; drafting: Drafting };
const kinds: Kind[] = [
	...workKinds.map(([name = '', home, words = '']) => ({ home, words, drafting: works[name] ?? mails })),
	...documentKinds.map((row) => ({ home: row[0], words: row[1] ?? '', drafting: document(row) }))
];

const reaching = ['write', 'tell', 'ask', 'thank', 'remind', 'invite', 'decline', 'sorry'];

/** The draft that fits best; what a kind cannot do goes to the next, and the task in its own words is always possible. */
export function writeDraft(context: Context): Draft {
	const { task, brief } = context;
	if (says(`${task.title} ${task.own}`, 'introduce yourself')) return welcome(context);
	const addressed = task.pasted !== null || task.people.some(({ person }) => person.email);
	const reaches = task.prose.some(
		(text) => text.includes('@') && reaching.includes(orderIn(text, brief.agent.name)?.about ?? '')
	);
	const scored = kinds.map((kind) => ({ ...kind, score: score(kind, context) }));
	const fitting = scored.filter((each) => each.score > 1).toSorted((one, two) => two.score - one.score);
	const order = [
		...(reaches ? [mails] : []),
		...fitting.map(({ drafting }) => drafting),
		...(brief.roleKey === 'bookkeeping' || task.spreadsheet ? [ledger] : []),
		...(addressed ? [mails] : [])
	];
	for (const drafting of order) {
		const draft = drafting(context);
		if (draft !== null) return draft;
	}
	return plan(context);
}

/** The title counts most, then the first words of the task, then the role. */
function score({ home, words }: Kind, { task, brief }: Context): number {
	const found = (says(task.title, words) ? 4 : 0) + (says(task.own.slice(0, 600), words) ? 2 : 0);
	return found === 0 ? 0 : found + (home === brief.roleKey ? 3 : 0);
}
