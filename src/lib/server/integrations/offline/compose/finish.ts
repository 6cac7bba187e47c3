import type { ProposedAction } from '#lib/schemas/action.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { addressed } from '../reader/people.ts';
import { capital, clip, list, says, wordsOf } from '../text.ts';
import { bullets, joined, plain, under, type Context, type Draft, type Mail } from './draft.ts';

export const offlineMark = 'Written offline, without a language model';

/** Labels a draft, turns every blank into a question, and proposes only what is allowed and certain. */
export function finish(draft: Draft, context: Context): ModelAnswer {
	const beyond = context.task.beyond.map(
		(order) => `I write drafts and rows and can do nothing else, so this needs you: “${clip(order, 300)}”`
	);
	const said = `${draft.body} ${draft.mails.map(({ subject, body }) => `${subject} ${body}`).join(' ')}`;
	const banned = forbidden(context).filter((word) => says(said, word));
	const warned = banned.map((word) => `“${word}” stands in the draft, though you asked never to use it.`);
	const headed = draft.mails.length > 1 || draft.body !== '';
	const names = draft.mails.flatMap(({ person }) => (person.name && !person.email ? [person.name] : []));
	const address = names.length ? [`What is the address of ${list(names)}? [e-mail address]`] : [];
	return toAnswer({
		what: draft.what,
		text: joined(
			bullets(beyond),
			draft.body,
			...draft.mails.map((mail) => showMail(mail, headed)),
			under('Please look at', bullets([...warned, ...draft.look]))
		),
		assumptions: draft.assumptions,
		questions: [...beyond, ...draft.questions, ...address],
		actions: beyond.length + banned.length ? [] : propose(draft, context)
	});
}

const never =
	/\b(?:never|do not|don't|don’t|avoid) (?:write|say|use|call)\b[^"“”.\n]{0,40}["“]([^"“”\n]{2,80})["”]/gi;

/** Words that the task or a note forbids, each as words of its own. */
function forbidden({ brief, task }: Context): string[] {
	const rules = [task.own, ...brief.memories].flatMap((text) => Array.from(text.matchAll(never)));
	return rules.map(([, words = '']) => wordsOf(words).join(' ')).filter(Boolean);
}

type Parts = Pick<ModelAnswer, 'assumptions' | 'questions'> & {
	what: string;
	changed?: string;
	text: string;
	actions: readonly ProposedAction[];
};

/** Keeps every part within the limits of an answer, and asks about every blank, once. */
export function toAnswer({ what, changed, text, assumptions, questions, actions }: Parts): ModelAnswer {
	const label = `> ${offlineMark}. Please read it as you would read a draft from a newcomer.`;
	const note = changed ? `${label}\n>\n> ${plain(capital(changed))}` : label;
	const lines = (texts: readonly string[]) =>
		[...new Set(texts.map((each) => clip(each.toWellFormed(), 1_000)))].slice(0, 20);
	const blanks = new Set(
		Array.from(text.matchAll(/\[(\p{L}[^[\]\n]{1,80})\](?![(\]])/gu), ([blank]) => blank)
	);
	const open = [...blanks].filter((blank) => !questions.some((question) => question.includes(blank)));
	const ask = (blank: string) =>
		blank === '[your name]' ? `Who signs? ${blank} stands for it.` : `Please fill in ${blank}.`;
	return {
		summary: clip(`${offlineMark}: ${what}`.toWellFormed(), 900),
		deliverable: clip(`${note}\n\n${text}`.trim().toWellFormed(), 90_000),
		assumptions: lines(assumptions),
		questions: lines([...questions, ...open.map(ask)]),
		proposedActions: actions.slice(0, 50)
	};
}

/** A mail as Markdown; the body keeps its lines, and its lists stay lists. */
function showMail({ person, subject, body }: Mail, heading: boolean): string {
	const { name, email } = person;
	const to = email ?? '[e-mail address]';
	const line = (text: string) => (text.startsWith('- ') ? `- ${plain(text.slice(2))}` : plain(text));
	const block = (text: string) =>
		text
			.split('\n')
			.map(line)
			.join(text.includes('\n- ') ? '\n' : '  \n');
	const head = `**To:** ${name ? `${plain(name)}, ${to}` : to}  \n**Subject:** ${plain(subject)}`;
	return joined(heading ? `## ${plain(name || to)}` : '', head, ...body.split('\n\n').map(block));
}

/** Mails and rows as actions of the kinds that the brief says are written so. */
function propose({ mails, rows }: Draft, { brief, task }: Context): ProposedAction[] {
	const kindOf = (shape: 'mail' | 'row') => brief.allowedActions.find((kind) => brief.shapes[kind] === shape);
	const [mailKind, rowKind] = [kindOf('mail'), kindOf('row')];
	const given = [task.text, ...brief.task.recipients];
	const letters = mails.flatMap(({ person, ready, subject, body }): ProposedAction[] => {
		const { name, email } = person;
		if (!mailKind || !ready || !email || !given.some((text) => text.includes(email))) return [];
		const payload = { to: [addressed(person)], cc: [], bcc: [], subject, body: clip(body, 90_000) };
		return [{ kind: mailKind, why: `The task asks to write to ${name || 'this address'}.`, payload }];
	});
	const { name, tab } = task.spreadsheet ?? { name: '', tab: '' };
	const lines = rows.flatMap(({ columns, why }): ProposedAction[] => {
		if (!rowKind || !name) return [];
		const payload = { spreadsheet: clip(name, 400), tab: clip(tab, 180), columns: columns.slice(0, 100) };
		return [{ kind: rowKind, why: clip(why, 900), payload }];
	});
	return [...letters, ...lines];
}
