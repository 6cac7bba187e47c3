import { diffArrays } from 'diff';
import { lessonOfShape } from './lesson-of-shape.ts';
import { kinds } from './registry.ts';

/** The agent's payload, the person's own (null when rejected), and the reason given, if any. */
export type Correction = { kind: string; before: unknown; after: unknown; feedback: string | null };

const longestLesson = 300;
const longestPhrase = 120;
/** With more changes than these it is another text, and no phrase of it is the lesson. */
const mostChanges = 6;
/** Words and signs taken out or put in; to compare costs time in the square of it. More is another text, too. */
const mostEdits = 300;

/**
 * A short lesson for the agent's memory, in plain words: from the reason of a rejection, or from what the person
 * changed in the agent's words. Recipients, amounts, dates and names are facts of one case and teach nothing. Empty
 * when nothing can be read out of it: then the person may say it.
 */
export function proposeLesson({ kind, before, after, feedback }: Correction): string {
	const lesson =
		after === null || after === undefined ? fromReason(kind, feedback) : fromEdit(kind, before, after);
	return lesson.length <= longestLesson ? lesson : '';
}

/** `Never mention the price.` is a lesson as it stands; of `too pushy` it is said what to avoid. */
function fromReason(kind: string, feedback: string | null): string {
	const reason = (feedback ?? '').replace(/\s+/g, ' ').trim();
	if (reason.split(' ').length < 2 || /@|:\/\//.test(reason) || aboutThisOne.test(reason)) return '';
	const sentence = reason.charAt(0).toUpperCase() + reason.slice(1) + (/[.!?…]$/.test(reason) ? '' : '.');
	if (rule.test(reason)) return sentence;
	if (ofOneCase.test(reason) || namesSomebody(reason)) return '';
	if (order.test(reason)) return sentence;
	if (!judgement.test(reason)) return '';
	const many = kinds.get(kind)?.noun.many ?? 'proposals';
	return `Avoid in ${many}: ${reason.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

const rule = /^(?:please )?(?:always|never|do not|don['’]t|avoid|no )/i;
const order =
	/^(?:please |use|write|keep|say|ask|mention|leave|make|only|put|call|sign|add|start|end|stop|check|send|begin|be )/i;
/** Of how it is written, and so of the next one too. */
const judgement =
	/\btoo\b|\benough\b|\b(?:tone|style|wording|formal|informal|stiff|pushy|rude|cold|salesy|jargon|generic|impersonal|vague|clumsy|boring|spelling|grammar|typos?|mistakes|emojis?|exclamation)\b|\b(?:sounds?|reads?) like\b/i;
/** What is true of one proposal only. */
const aboutThisOne =
	/^(?:not needed|no longer needed|no need|already (?:done|sent|answered|handled)|duplicate|wrong (?:recipient|person|address|amount|date|sheet|customer)|i (?:did|sent|have)|expired)/i;
const ofOneCase =
	/\b(?:already|yesterday|today|tomorrow|tonight|this (?:one|time|week|month)|(?:last|next) (?:week|month|time)|he|she|him|her|his|hers)\b|\d/i;

/** A word with a capital where no sentence begins, `I` aside. */
function namesSomebody(text: string): boolean {
	return /(?<![.!?…:“"(]) (?!I\b)[“"(]?\p{Lu}/u.test(text);
}

/** `starts`, `whole`: a sentence begins where it begins, and ends where it ends. */
type Change = { before: string; after: string; starts: boolean; whole: boolean };

function fromEdit(kind: string, before: unknown, after: unknown): string {
	const changed = texts(before, after);
	const each = changed.map(([was, is]) => changesOf(was, is));
	const changes = each.flat();
	if (changes.length > mostChanges || each.some((one) => one.length === 0))
		return lessonOfShape(kinds.get(kind)?.noun.many ?? 'proposals', changed);
	const [first] = changes.filter(teaches);
	const [added] = changes.map(addedSentence).filter((sentence) => sentence !== null);
	if (!first) return added ? `Where it fits, write ${quoted(added)}.` : '';
	const [was, is] = [quoted(first.before), quoted(first.after)];
	return is === '""' ? `Do not write ${was}.` : `Write ${is} instead of ${was}.`;
}

/** The texts that stand at the same place in both, where they differ. */
function texts(before: unknown, after: unknown): [string, string][] {
	if (typeof before === 'string' && typeof after === 'string')
		return before === after ? [] : [[before, after]];
	if (Array.isArray(before) && Array.isArray(after)) {
		return before.length === after.length
			? before.flatMap((part: unknown, index) => texts(part, after[index]))
			: [];
	}
	if (!isRecord(before) || !isRecord(after)) return [];
	return Object.keys(before).flatMap((key) => texts(before[key], after[key]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Token = { text: string; start: number; end: number };

/** Words, signs and line breaks; an address or a link is one of them. Each letter is looked at a few times at most. */
function tokensOf(text: string): Token[] {
	return Array.from(text.matchAll(/\n|[^\s]+/g)).flatMap(({ 0: run, index }) =>
		/@|:\/\//.test(run) ? [{ text: run, start: index, end: index + run.length }] : tokensOfRun(run, index)
	);
}

function tokensOfRun(run: string, from: number): Token[] {
	return Array.from(run.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’_.+-]+[\p{L}\p{M}\p{N}]+)*|\n|./gsu), (match) => {
		const start = from + match.index;
		return { text: match[0], start, end: start + match[0].length };
	});
}

/** What was taken out or put in its place. One word that stayed between two changes belongs to them. */
function changesOf(was: string, is: string): Change[] {
	const [old, own] = [tokensOf(was), tokensOf(is)];
	const found: { from: number; to: number; ownFrom: number; ownTo: number }[] = [];
	let [at, ownAt] = [0, 0];
	const parts = diffArrays(
		old.map(({ text }) => text),
		own.map(({ text }) => text),
		{ maxEditLength: mostEdits }
	);
	if (!parts) return [];
	for (const { value, added, removed } of parts) {
		const last = found.at(-1);
		if (added || removed) {
			const near = last && isNear(old.slice(last.to, at));
			const change = near ? last : { from: at, to: at, ownFrom: ownAt, ownTo: ownAt };
			if (!near) found.push(change);
			if (removed) at += value.length;
			else ownAt += value.length;
			[change.to, change.ownTo] = [at, ownAt];
		} else [at, ownAt] = [at + value.length, ownAt + value.length];
	}
	const gone = found.reduce((sum, { from, to }) => sum + to - from, 0);
	// Mostly other words: no phrase of it is the lesson.
	if (old.length > 10 && gone > old.length / 2) return [];
	return found.map(({ from, to, ownFrom, ownTo }) => ({
		before: phrase(was, old.slice(from, to)),
		after: phrase(is, own.slice(ownFrom, ownTo)),
		starts: from === 0 || /[\n.!?:]$/.test(old[from - 1]?.text ?? ''),
		whole: /^[\n.!?…]/.test(own[ownTo]?.text ?? '\n')
	}));
}

const isNear = (between: Token[]) =>
	between.length < 2 && !between.some(({ text }) => /^[\n.!?]$/.test(text));

function phrase(text: string, tokens: Token[]): string {
	const [first, last] = [tokens[0], tokens.at(-1)];
	return first && last ? text.slice(first.start, last.end).replace(/\s+/g, ' ').trim() : '';
}

function teaches({ before, after, starts }: Change): boolean {
	if (!/\p{L}{2}/u.test(before) || Math.max(before.length, after.length) > longestPhrase) return false;
	// Longer than that, a sentence was written anew.
	if (after !== '' && [before, after].some((side) => side.split(' ').length > 8)) return false;
	if ([before, after].some((side) => /\d|@|:\/\/|[$€£¥]/.test(side))) return false;
	if (before.toLowerCase() === after.toLowerCase()) return false;
	return !(isName(before, starts) || isName(after, starts));
}

/** The first whole sentence of what was only added, when it holds no facts of this one case. */
function addedSentence({ before, after, starts, whole }: Change): string | null {
	if (before !== '' && !/^[.!?…]$/.test(before)) return null;
	const text = after.replace(/^[.!?…,;: ]+/, '');
	const begins = starts || text !== after;
	const sentence = /^[^.!?…]+[.!?…]?/.exec(text)?.[0].trim() ?? '';
	const ends = /[.!?…]$/.test(sentence) || whole;
	if (!begins || !ends || sentence.split(' ').length < 3 || sentence.length > longestPhrase) return null;
	return /\d|@|:\/\/|[$€£¥[\]]/.test(sentence) || namesSomebody(sentence) ? null : sentence;
}

/** `Priya Shah`, `Tuesday`: only capitals, and not because a sentence begins there. */
function isName(side: string, starts: boolean): boolean {
	const words = side.split(' ').slice(starts ? 1 : 0);
	return words.length > 0 && words.every((word) => /^\p{Lu}/u.test(word));
}

function quoted(side: string): string {
	return `"${side.replaceAll('"', "'").replace(/[.,;:]$/, '')}"`;
}
