import { clauses } from './clauses.ts';
import { isEnglish } from './language.ts';
import { askedQuestion, toYou } from './second-person.ts';
import { sentence, sentences, small } from './sentences.ts';

/** What the sentences of a task come to in a mail: things to say, things to ask, and orders to us. */
export type Intent = {
	facts: string[];
	questions: string[];
	orders: string[];
	about: string | null;
	/** Sentences about the people written to rather than for them: they stay out of every mail. */
	asides: string[];
};

const order =
	/^(?:(?:instagram|linkedin|facebook|social media) posts? |(?:an?|one|two|three|four|five|six|\d+) (?:[\w-]+ ){0,3}(?:e-?mails?|mails?|follow[- ]?ups?|messages?|replies|posts?|rows?)(?! (?:was|were|are|is|have|has|went|came))\b|please|write|chase|something|anything|draft|compose|prepare|make|keep|be|do not|don't|never|no (?:hashtags?|emojis?|jargon|exclamation|discounts?|more than|longer|greeting|slang|links?)|give|put|sort|use|reply|respond|answer|turn|compare|check|suggest|say what|mention|bring up|avoid|include|list|create|send|mail|e-?mail|follow up|invite|decline|remind|schedule|summari[sz]e|about \d+ (?:words|lines)|maximum|max|at most|under \d|in (?:english|german|french)|sign|find|help|judge|let us|let (?:\S+ ){1,5}?know|drop (?:\S+ ){1,6}?an? (?:line|note|e-?mail|message)|(?:contact|message) (?:\S+ ){0,5}?\S+@\S+|find out|thank|tell|apologi[sz]e|offer|confirm|propose|ask)\b/i;
const aboutThem =
	/^(?:all|both|each|none|most|some|these|those|five|four|three|two|several)\b.{0,120}\b(?:asked|sent|quoted|gone quiet|came|come|belong|overdue|applied|ordered|wrote|answered)\b|\bgone quiet\b|\bwrote(?: on|:)|^no [a-z]+ (?:so far|yet)\b|^the (?:mail|message|newsletter|text) goes (?:out )?to\b|^[\s"“”….,]*$/i;

type Turn = [pattern: RegExp, say: (...parts: string[]) => string];
const one = String.raw`(?:her|him|them|people|everyone|the customer|the team|[^\s@]{1,64}@[^\s@]{1,200}|\p{Lu}[\p{L}]+)`;
/** With more than one person in a task, what is said to one is nothing for the others. */
const tellOne =
	/^(?:also |please )*(?:[Tt]ell|[Rr]emind|[Ii]nform) \p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,2},?(?: [<(]?[^\s@]{1,64}@[^\s@]{1,200})? that (.+)$/u;
const turns: Turn[] = [
	[
		/^(?:also |please )*remind (?:(?!that\b|about\b|of\b)\S+ ){1,4}?to (.+)$/iu,
		(what) => toYou(`please remember to ${what}`)
	],
	[/^(?:also )?thank (?:\S+ ){0,3}?for (.+)$/iu, (what) => `Thank you for ${what}`],
	[
		new RegExp(
			String.raw`^(?:also |please )*(?:tell|remind|inform) ${one} (?:that )?(?!(?:about|of|to)\b)(\S+ .+)$`,
			'iu'
		),
		(what) => toYou(what)
	],
	[
		/^(?:also |please )*let (?:\S+ ){1,5}?know (?:that )?(?!(?:about|of|whether|if|when|where|what|how|why)\b)(.+)$/iu,
		(what) => toYou(what)
	],
	[
		/^(?:also |please )*(?:say|mention|explain|point out|let (?:her|him|them) know|note) (?:that )(.+)$/iu,
		(what) => toYou(what)
	],
	[
		/^(?:also |please )*(?:mention|bring up) (?!that\b)(?:to (?:her|him|them) )?(.+)$/iu,
		(what) => `I would also like to mention ${small(toYou(what))}`
	],
	[
		/^(?:also |please )*apologi[sz]e (?:to (?:her|him|them) )?for (.+)$/iu,
		(what) => `I am sorry for ${toYou(what).replace(/^\p{Lu}/u, (letter) => letter.toLowerCase())}`
	],
	[/^(?:also |please )*apologi[sz]e\b/iu, () => 'I am sorry about this.'],
	[/^(?:also |please )*offer (?:(?:her|him|them) )?(.+)$/iu, (what) => `We can offer you ${what}`],
	[
		/^(?:also |please )*(?:propose|suggest) (?!what|whom|who|how)(?:(?:to )?(?:her|him|them) )?(.+)$/iu,
		(what) => `I would suggest ${what}`
	],
	[/^(?:also |please )*confirm (?:that )?(.+)$/iu, (what) => `I am happy to confirm: ${toYou(what)}`],
	[
		/^(?:also |please )*(?:write|draft|make|prepare|send) (?:an? |the |our )?(?:\S+ )?invitations?(?: (?:e-?)?(?:mail|letter))?(?: to [^,:.]{2,60}?)? (?:for|to) ((?:the|our|an?) .+)$/iu,
		(what) => `We would like to invite you to ${what}`
	],
	[
		/^(?:also |please )*(?:invite (?:her|him|them) (?:to|for)|send .{2,200}? an? invitation (?:to|for)) (.+)$/iu,
		(what) => `We would like to invite you to ${what}`
	]
];

/** Clauses that carry the message inside an order: `Write to Tom telling him that …`, `Mail Tom: …`. */
const carried = [
	/\b(?:telling|to tell|to let|letting|informing|reminding|to inform|to remind) (?:\S+ ){1,3}?(?:know )?that (.+)$/iu,
	/\b(?:saying|explaining|to say|to explain) (?:that )?(.+)$/iu,
	/\b(?:reminder|note|line|message|notice|e-?mail|mail|reply|letter)\b(?:(?! that ).){0,200} that (.+)$/iu,
	/\b(?:write|tell|mail|inform|remind)(?: to)? (?:(?!that\b)\S+ ){1,4}?that (.+)$/iu,
	/\bbecause (?!of\b)(.+)$/iu,
	/^[^:]{4,160}?: (?=\p{Lu}|\p{Ll}|\d)(.+)$/u
];
const ownLabel = /^(?:our |the )?(?:policy|rules?|facts?|answer|notes?|background|what we know): /i;
const topic = /\b(?:about|regarding|concerning|because of|introducing|announcing) ([^:.;]{3,120})/i;

const forThem =
	/^please (?:enter|bring|park|register|call us|contact us|come|note|have|return|pick|choose|book|fill|sign up|wear|arrive)\b/i;

/** Reads the words of the person who gave the task, which names so many people. Quoted and pasted text does not belong in here. */
export function readIntent(text: string, people = 1): Intent {
	const intent: Intent = { facts: [], questions: [], orders: [], about: null, asides: [] };
	if (!isEnglish(text)) return intent;
	for (const whole of sentences(text)) {
		// `Write to the team: we close early. Please enter your holidays.`: the second is for the team, too.
		if (intent.facts.length > 0 && forThem.test(whole)) intent.facts.push(sentence(whole));
		else for (const each of clauses(whole)) readSentence(each, intent, people === 1);
	}
	return intent;
}

function readSentence(text: string, intent: Intent, alone: boolean): void {
	const asked = askedQuestion(text);
	text = text.replace(/^also,? (?!\b(?:tell|ask|thank|mention)\b)/i, '');
	if (asked) return void intent.questions.push(asked);
	if (aboutThem.test(text)) return void intent.orders.push(text);
	if (!order.test(text)) return void intent.facts.push(sentence(text.replace(ownLabel, '')));
	const told = alone ? text.match(tellOne)?.[1] : undefined;
	const turned = told
		? toYou(told)
		: turns.map(([pattern, say]) => said(text, pattern, say)).find((hit) => hit !== null);
	if (turned)
		return void (/^I am sorry/.test(turned)
			? intent.facts.unshift(sentence(turned))
			: intent.facts.push(sentence(turned)));
	intent.orders.push(text);
	intent.about ??= topicOf(text);
	if (/^(?:do not|don't|never|no |keep|be|use|sign)\b/i.test(text)) return;
	const message = carried.map((pattern) => text.match(pattern)?.[1]).find((hit) => hit !== undefined);
	if (/\bapolog/i.test(text)) intent.facts.unshift('I am sorry about this.');
	if (message && !/:$/.test(message) && message.length > 12)
		intent.facts.push(...message.split(/,? and that /).map(toYou));
}

function said(text: string, pattern: RegExp, say: (...parts: string[]) => string): string | null {
	const match = text.match(pattern);
	return match ? say(...match.slice(1).map((part) => part ?? '')) : null;
}

function topicOf(text: string): string | null {
	const hit =
		text
			.match(topic)?.[1]
			?.replace(/,? and that .*$/, '')
			.trim() ?? null;
	return hit && !/^\d+ (?:words|lines)/i.test(hit) ? small(hit.replace(/[,.]$/, '')) : null;
}
