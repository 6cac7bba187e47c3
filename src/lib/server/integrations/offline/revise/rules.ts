import { removePhrase } from '../finish.ts';
import { readAmounts } from '../reader/amounts.ts';
import { readDates } from '../reader/dates.ts';
import type { Person } from '../reader/people.ts';
import { clip, sentence } from '../text/sentences.ts';
import { toYou } from '../text/second-person.ts';
import { addSentence, dropSentences, isSignOff, paragraphsOf, shorten } from './mails.ts';
import { formalise, greet, relax } from './manner.ts';
import { findDate, replaceLiteral, setCategory, unquote } from './replace.ts';

/** What a rule may look at: the whole text of the earlier answer and the people of the task. */
export type Scene = { text: string; people: readonly Person[] };

/** A change that is made to every text of an answer alike, and how it is told. */
export type Change = { apply: (text: string) => string; said: string };

type Rule = { when: RegExp; change: (hit: RegExpMatchArray, scene: Scene, clause: string) => Change | null };

const lead = String.raw`^(?:please |also |and |but |then |just |can you |could you )*`;
const rule = (pattern: string, change: Rule['change']): Rule => ({
	when: new RegExp(lead + pattern, 'iu'),
	change
});

/** The first rule that fits a piece of feedback and changes something is taken. */
const rules: Rule[] = [
	rule(
		String.raw`.*?\b(?:my name is|sign(?: it| them| off)*(?: as| with| by)) ["“]?(\p{Lu}[\p{L}'’ -]{1,40}?)["”]?[.!]?$`,
		([, name = '']) => signAs(name)
	),
	rule(
		String.raw`.*?\b(?:greet|address|start|begin|open|greeting|salutation|use|say|write)\b.*?["“]?\b((?:Dear|Hi|Hello|Hey|Good (?:day|morning|afternoon))\b[\p{L}\d '’.-]{0,60}?),?["”]?(?: instead.*| and not.*|[.!]?)$`,
		([, words = ''], scene) => greeting(words, scene)
	),
	rule(
		String.raw`.*\b(?:less formal|too (?:stiff|formal|cold)|friendlier|warmer|(?:more|make it) (?:casual|relaxed|friendly|personal|warm|informal))\b`,
		() => ({ apply: relax, said: 'made the tone less formal' })
	),
	rule(String.raw`.*\b(?:formal(?:ly)?|too (?:casual|familiar|chatty))\b`, (_hit, scene) => ({
		apply: (text) => formalise(text, scene.people),
		said: 'made the tone more formal'
	})),
	rule(
		String.raw`.*\b(?:short(?:er|en)?|too long|brief(?:er)?|condense|cut it down|half as long|fewer words|more concise)\b`,
		() => ({ apply: shorten, said: 'made it shorter' })
	),
	rule(
		String.raw`(?:replace|change|swap|correct|update|rename) (.{1,200}?) (?:with|by|to|into|for) (.{1,300})$`,
		([, from = '', to = ''], scene) => replacement(from, to, scene)
	),
	rule(
		String.raw`(?:use|write|say|put) (.{1,200}?) (?:instead of|rather than|not) (.{1,200})$`,
		([, to = '', from = ''], scene) => replacement(from, to, scene)
	),
	rule(
		String.raw`(?:put|book|file|move) (.{1,100}?) (?:under|in|into|to|as) (.{1,80})$`,
		([, row = '', category = ''], scene) => categoryChange(row, category, scene)
	),
	rule(String.raw`(?:it(?:'s| is) )?not (.{1,100}?),? but (.{1,100})$`, ([, from = '', to = ''], scene) =>
		replacement(from, to, scene)
	),
	rule(
		String.raw`(.{1,100}?) (?:should|must|has to) (?:be|say|read) (.{1,200})$`,
		([, from = '', to = ''], scene) => replacement(from, to, scene)
	),
	rule(
		String.raw`(?:make it|move it to|the (?:date|deadline|day) is(?: now)?|new (?:date|deadline):?) (.{1,80})$`,
		([, to = ''], scene) => dateChange('', to, scene)
	),
	rule(
		String.raw`(.{3,200}?) (?:instead of|rather than|and not) (.{1,80})$`,
		([, statement = '', old = ''], scene) => correction(statement, old, scene)
	),
	rule(
		String.raw`(?:do not|don't|don’t|never) (?:say|write|use|call it)(?: the words?)? (.{1,200})$`,
		([, words = ''], scene) => phraseOut(words, scene)
	),
	rule(
		String.raw`(?:remove|delete|drop|omit|leave out|take out|cut|do not mention|don't mention|don’t mention|no|without|skip)\b(?: out)? (.{1,200})$`,
		([, words = ''], scene) => sentenceOut(words, scene)
	),
	rule(
		String.raw`(?:add|include|mention|also say|say|tell (?:her|him|them|\p{Lu}\p{L}+)|write|note|point out|state)\b(?: (?:a|one) (?:sentence|line|note|remark))?(?: (?:about|that|saying))*:? (.{2,600})$`,
		([, words = ''], scene, clause) => addition(words, scene, clause)
	),
	rule(
		String.raw`(?!.*\b(?:this|it|draft|text|mail|table|tone|I|translate|rewrite|better|wrong|again)\b)(.{4,100}? (?:is|are|was|were|will|can|has|have|costs?|takes?|starts?|ends?) .{1,400})$`,
		([, words = ''], scene, clause) => addition(words, scene, clause)
	)
];

/** What one piece of feedback changes; null when no rule fits or nothing would change. */
export function changeFor(clause: string, scene: Scene): Change | null {
	for (const { when, change } of rules) {
		const hit = clause.match(when);
		const found = hit ? change(hit, scene, clause) : null;
		if (found && found.apply(scene.text) !== scene.text) return found;
	}
	return null;
}

function signAs(name: string): Change {
	const named = (paragraph: string) =>
		paragraph.replace(/^([^\n]+,)( *\n)[^\n]*?( *)(?=\n|$)/, `$1$2${name.replaceAll('$', '')}$3`);
	return {
		apply: (text) =>
			paragraphsOf(text)
				.map((each) => (isSignOff(each) ? named(each) : each))
				.join('\n\n'),
		said: `signed as ${name}`
	};
}

function greeting(words: string, { people }: Scene): Change {
	const line = `${words.trim().replace(/[.,]+$/, '')},`;
	const named = people.filter((person) =>
		person.name.split(' ').some((part) => part.length > 2 && line.includes(part))
	);
	const [word, name]: [string, string] = [
		line.match(/^(?:Dear|Hi|Hello|Hey|Good \p{L}+)/u)?.[0] ?? '',
		line
			.replace(/^(?:Dear|Hi|Hello|Hey|Good \p{L}+)/u, '')
			.replace(',', '')
			.trim()
	];
	if (!name || /^(?:everyone|all|there)$/i.test(name)) {
		const swap = (text: string) =>
			text.replace(
				/^(?:Dear|Hi|Hello|Hey|Good (?:day|morning|afternoon)) ?([^\n,]{0,60}),$/gm,
				(_all, who: string) => (name ? line : `${word} ${who}`.trim() + ',')
			);
		return { apply: swap, said: `the greeting is now “${line}”` };
	}
	const applies = (first: string) =>
		named.length === 0 || named.some((person) => first.includes(person.name.split(' ')[0] ?? person.name));
	return {
		apply: (text) => greet(text, line, people.length > 1 ? applies : () => true),
		said: `the greeting is now “${line}”`
	};
}

function replacement(from: string, to: string, scene: Scene): Change | null {
	const old = unquote(from).replace(/^the (?:word|phrase|name|category) /i, '');
	const next = unquote(to);
	const replaced = replaceLiteral(scene.text, old, next);
	if (replaced !== null)
		return {
			apply: (text) => replaceLiteral(text, old, next) ?? text,
			said: `“${clip(old, 60)}” is now “${clip(next, 60)}”`
		};
	if (/subject/i.test(old))
		return {
			apply: (text) => text.replace(/^(\*\*Subject:\*\* ).*$/gm, (_all, label: string) => label + next),
			said: `the subject is now “${clip(next, 80)}”`
		};
	if (/greeting|salutation/i.test(old)) return greeting(next, scene);
	return dateChange(old, next, scene) ?? categoryChange(old, next, scene);
}

/** `The interview takes 60 minutes instead of 45`: the old value gives way to the new one of its kind. */
function correction(statement: string, old: string, scene: Scene): Change | null {
	const from = unquote(old);
	const next = readDates(from)[0]
		? readDates(statement)[0]
		: readAmounts(from)[0]
			? readAmounts(statement)[0]?.text
			: statement.match(/\d[\d.,:]*/)?.[0];
	return next && /\d/.test(from) ? replacement(from, next, scene) : null;
}

function dateChange(noun: string, to: string, { text }: Scene): Change | null {
	const next = readDates(to)[0];
	const old = next ? findDate(text, noun, next) : null;
	if (!next || !old) return null;
	return { apply: (each) => each.replaceAll(old, next), said: `the date ${old} is now ${next}` };
}

function categoryChange(row: string, category: string, { text }: Scene): Change | null {
	const name = unquote(row).replace(/^(?:the )?(?:category of )?/i, '');
	const next = unquote(category);
	if (setCategory(text, name, next) === text) return null;
	return { apply: (each) => setCategory(each, name, next), said: `${name} is now under ${next}` };
}

function phraseOut(words: string, { text }: Scene): Change | null {
	const phrase = unquote(words);
	if (removePhrase(text, phrase) !== text)
		return { apply: (each) => removePhrase(each, phrase), said: `took out “${clip(phrase, 80)}”` };
	return sentenceOut(words, { text, people: [] });
}

/** Finds the sentences by the very words, or else by all the words of some length. */
function sentenceOut(words: string, { text }: Scene): Change | null {
	const phrase = unquote(words)
		.replace(/^(?:the )?(?:sentence|part|line|bit|paragraph|remark)s? (?:about|that|with|on|saying) /i, '')
		.replace(/^(?:the|any|a) /i, '')
		.toLowerCase();
	const keys = (phrase.match(/[\p{L}\d]{3,}/gu) ?? [])
		.map((word) => word.replace(/(?:ing|ed|s)$/, ''))
		.filter((word) => !/^(?:the|any|and|our|about|that|with|this|mail|sentence)$/.test(word));
	const drop = (each: string) => {
		const lower = each.toLowerCase();
		return lower.includes(phrase) || (keys.length > 0 && keys.every((key) => lower.includes(key)));
	};
	if (phrase.length < 3 || dropSentences(text, drop) === text) return null;
	return {
		apply: (each) => dropSentences(each, drop),
		said: `took out what was said about “${clip(phrase, 60)}”`
	};
}

/** A whole sentence is added as it is; a bare topic becomes a blank, since nothing is made up. */
function addition(words: string, { people }: Scene, clause: string): Change {
	const text = unquote(words);
	const said =
		/\d|\b(?:is|are|was|were|will|can|have|has|we|you|I|costs?|takes?|please|thank)\b/i.test(text) ||
		text.split(' ').length > 5;
	const line = said ? toYou(text) : `[${text.replace(/^(?:the|a|an|our) /i, '').replace(/[[\].]/g, '')}]`;
	const named = people.filter(
		(person) => person.name && clause.includes(person.name.split(' ')[0] ?? person.name)
	);
	const applies = (greetingLine: string) =>
		named.length === 0 || named.some((person) => greetingLine.includes(person.name.split(' ')[0] ?? ''));
	return {
		apply: (each) => addSentence(each, sentence(line).replace(/\]\.$/, ']'), applies),
		said: said ? `added “${clip(line, 120)}”` : `left a blank for ${text}`
	};
}
