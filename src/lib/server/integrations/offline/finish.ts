import type { ProposedAction } from '#lib/schemas/action.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Context, Draft, Mail, Row } from './draft.ts';
import { nameBlank, showMail } from './mail.ts';
import type { Person } from './reader/people.ts';
import { addressed } from './reader/people.ts';
import { isEnglish } from './text/language.ts';
import { plain } from './text/markdown.ts';
import { capital, clip, list } from './text/sentences.ts';

export const offlineMark = 'Written offline, without a language model';

const blanks = /\[(\p{L}[^[\]\n]{1,80})\](?![(\]])/gu;
const banned =
	/\b(?:never|do not|don't|don’t|avoid|not to) (?:write|writing|say|saying|use|using|call|calling)\b[^"“”.\n]{0,40}["“]([^"“”\n]{2,80})["”]/gi;

/** Labels a draft, turns every blank into a question, and proposes only what is allowed. */
export function finish(draft: Draft, context: Context): ModelAnswer {
	const clean = withoutBannedWords(draft, context);
	const mails = clean.mails.map((mail) => showMail(mail, clean.mails.length > 1 || clean.body !== ''));
	const text = [clean.body, ...mails].filter(Boolean).join('\n\n');
	return toAnswer({
		what: clean.what,
		text,
		assumptions: [...clean.assumptions, ...(clean.mails.length ? leftOut(context, clean.mails) : [])],
		questions: [
			...(clean.mails.length && !isEnglish(context.task.prose) ? [notEnglish] : []),
			...withBlanks(text, [...clean.questions, ...askAddresses(clean.mails)])
		],
		actions: propose(clean, context)
	});
}

/** Keeps every part within the limits of an answer. */
export function toAnswer(parts: {
	what: string;
	/** Said above a revised text. */
	changed?: string;
	text: string;
	assumptions: readonly string[];
	questions: readonly string[];
	actions: ProposedAction[];
}): ModelAnswer {
	const lines = (texts: readonly string[]) =>
		[...new Set(texts.map((text) => clip(text.toWellFormed(), 1_000)))].slice(0, 20);
	return {
		summary: clip(`${offlineMark}: ${parts.what}`.toWellFormed(), 900),
		deliverable: clip(`${note(parts.changed)}\n\n${parts.text}`.trim().toWellFormed(), 90_000),
		assumptions: lines(parts.assumptions),
		questions: lines(parts.questions),
		proposedActions: parts.actions.slice(0, 50)
	};
}

/** A mail to somebody whose address nobody has given cannot be proposed. */
function askAddresses(mails: readonly Mail[]): string[] {
	const names = mails.flatMap(({ person }) => (person?.name && !person.email ? [person.name] : []));
	return names.length ? [`What is the address of ${list(names)}? [e-mail address]`] : [];
}

/** Notes to the agent that no mail says; a list of names and addresses is none. */
const leftOut = ({ intent, task }: Context, mails: readonly Mail[]) =>
	intent.asides
		.filter((aside) => !isUsed(aside, mails) && !isNames(aside, task.people))
		.slice(0, 3)
		.map((aside) => `Read as a note to me and left out of the mail: “${clip(aside, 300)}”`);

/** Every number and date of the note stands in a mail already. */
function isUsed(aside: string, mails: readonly Mail[]): boolean {
	const figures = aside.match(/[\p{L}€$£]*[-/]?\d[\w.,/-]*\w|\d/gu) ?? [];
	return figures.length > 0 && mails.some(({ body }) => figures.every((figure) => body.includes(figure)));
}

function isNames(aside: string, people: readonly Person[]): boolean {
	const known = people.flatMap(({ name, email }) => [email ?? '', name]).filter(Boolean);
	const rest = known.reduce((left, each) => left.replaceAll(new RegExp(escape(each), 'gi'), ''), aside);
	return !/\p{L}{2}/u.test(rest.replace(/\band\b/g, ''));
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const notEnglish =
	'Without a language model I read and write only English, and this task seems to be in another language. What should the text say, in English?';

/** The first lines of a text: who wrote it, and what was changed. */
function note(changed: string | undefined): string {
	const label = `> ${offlineMark}. Please read it as you would read a draft from a newcomer.`;
	return changed ? `${label}\n>\n> ${plain(capital(changed))}` : label;
}

const asked: Record<string, string> = { [nameBlank]: `Who signs? [your name] stands for it.` };

/** Every blank of a text is asked about, once. */
export function withBlanks(text: string, questions: readonly string[]): string[] {
	const open = [...new Set(Array.from(text.matchAll(blanks), (match) => match[0]))];
	const missing = open.filter((blank) => !questions.some((question) => question.includes(blank)));
	return [...questions, ...missing.map((blank) => asked[blank] ?? `Please fill in ${blank}.`)];
}

function propose(draft: Draft, { brief, task }: Context): ProposedAction[] {
	const mails = brief.allowedActions.includes('gmail.draftEmail')
		? draft.mails.flatMap((mail) => mailAction(mail, task.text))
		: [];
	const rows = brief.allowedActions.includes('sheets.appendRow') && task.spreadsheet ? draft.rows : [];
	const { name = '', tab = null } = task.spreadsheet ?? {};
	return [...mails, ...rows.map((row) => rowAction(row, name, tab ?? ''))];
}

const saysNothing = /\[(?:what the mail should say|answer to the request)\]/;

/** A mail goes only to an address that stands in the task, and only when it says something. */
function mailAction(mail: Mail, text: string): ProposedAction[] {
	const { person, subject } = mail;
	if (!person?.email || !text.includes(person.email) || saysNothing.test(mail.body)) return [];
	return [
		{
			kind: 'gmail.draftEmail',
			why: clip(mail.why, 900),
			payload: { to: [addressed(person)], cc: [], bcc: [], subject, body: clip(mail.body, 90_000) }
		}
	];
}

function rowAction(row: Row, spreadsheet: string, tab: string): ProposedAction {
	const columns = row.columns.map(({ header, value }) => ({ header, value: clip(value, 4_000) }));
	return {
		kind: 'sheets.appendRow',
		why: clip(row.why, 900),
		payload: { spreadsheet: clip(spreadsheet, 400), tab: clip(tab, 180), columns }
	};
}

/** `Never write "X"` in the task or in a note: X does not stand in the draft. */
function withoutBannedWords(draft: Draft, { brief, task }: Context): Draft {
	const words = [task.own, ...brief.memories].flatMap((text) =>
		Array.from(text.matchAll(banned), (match) => String(match[1]))
	);
	if (words.length === 0) return draft;
	const strip = (text: string) => words.reduce((left, word) => removePhrase(left, word), text);
	const mails = draft.mails.map((mail) => ({
		...mail,
		subject: strip(mail.subject),
		body: strip(mail.body)
	}));
	return { ...draft, body: strip(draft.body), mails };
}

/** Takes a phrase out, whatever its capitals, and closes the gap. */
export function removePhrase(text: string, phrase: string): string {
	const pattern = new RegExp(
		String.raw`(?<![\p{L}\d])${escape(phrase).replace(/[.,]$/, '')}(?![\p{L}\d])[ ,]?`,
		'giu'
	);
	return text.replace(pattern, '').replace(/ +([.,;:!?])/g, '$1');
}
