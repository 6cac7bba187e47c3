import { toYou } from './second-person.ts';
import { capital, clip, fragments, sentence, small } from './sentences.ts';

/** What a mail comes back to: what it is called, what is said of it, and the natural next line. */
export type Matter = { subject: string; says: string; next: string };

const who = String.raw`(?:(?:she|he|they|who) )?(?:(?:also|still|just|recently) )?`;
const verbs =
	"asked|asks|missed|wants?|wanted|needs?|needed|has|had|is|was|requested|ordered|bought|said|says|told|promised|tried|came|visited|got|received|sent|wrote|called|rang|downloaded|signed|registered|booked|cancelled|canceled|complained|would|likes|liked|loved|seemed|went|never|hasn't|hasn’t|didn't|didn’t|did|wondered|enquired|inquired|saw|stopped|started|applied|looked|considers|prefers|expects|returned|attended|joined|agreed|paid|owes|forgot|mentioned|renewed|subscribed|contacted|viewed|opened|thinks|thought|plans|planned|decided|looks|waits";
const states = 'interested in|looking for|waiting for|keen on|unsure about|undecided about|curious about';
const saying = /^(?:said|says|told|promised|thinks|thought|agreed|mentioned|decided|complained|seemed)\b/i;

const clause = new RegExp(String.raw`^${who}(?:${verbs})\b`, 'i');
const state = new RegExp(String.raw`^${who}(?:is |was )?(?:${states})\b`, 'i');
const request = new RegExp(
	String.raw`^${who}(?:asked (?:us )?for|(?:requested|wants?|wanted|needs?|needed|would like)(?! to\b)) (.+)$`,
	'i'
);
const missed = new RegExp(
	String.raw`^${who}missed (?:our|the|my|a|his|her|their) ((?:\w+ )?(?:call|meeting|appointment|demo|visit|interview)\b.*)$`,
	'i'
);
const met = new RegExp(
	String.raw`^(?:we )?${who}(?:met|talked|spoke|chatted)(?: (?:us|me|with us|to us))? ((?:at|in|on|during)\b.+)$`,
	'i'
);
const silent = new RegExp(
	String.raw`^${who}(?:(?:has|have|had|did|does)(?: not|n['’]t) (?:replied|reply|answered|answer|responded|respond|got back)|never (?:replied|answered|responded)|(?:has )?gone quiet|no (?:reply|answer|response)\b)`,
	'i'
);

const nexts: [words: RegExp, next: string][] = [
	[
		/\b(?:samples?|catalogues?|catalogs?|brochures?)\b.*\b(?:sent|received|got)\b|\b(?:sent|received|got)\b.*\b(?:samples?|catalogues?|catalogs?|brochures?)\b/i,
		'Did everything arrive, and is there something that I can help with?'
	],
	[
		/\b(?:invoices?|bills?|payment|unpaid|overdue|owes)\b/i,
		'Could you please let me know when we can expect the payment? If it is already on its way, please ignore this mail.'
	],
	[
		/\b(?:samples?|swatch(?:es)?|catalogues?|catalogs?|brochures?)\b/i,
		'Is this still of interest, and to which address may we send it?'
	],
	[
		/\b(?:our|my|sent|the|your|open|last) (?:\w+ )?(?:quote|offer|proposal|estimate|contract)\b|^(?:quote|offer|proposal|estimate|contract)\b/i,
		'Would you like to go ahead, or is something still open for you?'
	],
	[
		/\b(?:demo|trial|presentation|visit|tour|webinar|meeting|call|conversation)\b/i,
		'Do you have any questions about it, and how would you like to go on?'
	]
];
const stillOpen = 'Is this still of interest to you, or is there something that I can help with?';
const nextFor = (text: string) => nexts.find(([words]) => words.test(text))?.[1] ?? stillOpen;

/** `asked for a price on 20 oak tables` -> `You asked for a price on 20 oak tables.`; a thing is come back to. */
export function matterOf(note: string): Matter {
	const [first = '', ...more] = joinedParts(
		note
			.trim()
			.replace(wentQuiet, '')
			.replace(/[.;,]+$/, '')
	);
	const matter = ofClause(first) ?? ofThing(first);
	const subject = toYou(matter.subject.trim()).replace(/\.$/, '');
	return {
		subject: clip(capital(subject), 70),
		says: [matter.says, ...more.map(saidToYou)].join(' '),
		next: matter.next === stillOpen ? nextFor(more.join(' ')) : matter.next
	};
}

/** Said with the mail itself. */
const wentQuiet =
	/,? (?:but|and) (?:(?:then|has|have|since) )*(?:gone|went|been) (?:quiet|silent)\b.*$|,? but (?:never|hasn['’]t|didn['’]t) (?:replied|answered|responded|reply|answer)\b.*$/i;

/** Whether a note says what somebody did or wants, rather than naming a thing. */
export const isClause = (text: string) =>
	[clause, state, silent, met].some((pattern) => pattern.test(text.trim()));

/** `met us at the fair and wanted a sample` */
const andThen = new RegExp(String.raw` and (?=(?:${verbs})\b)`, 'i');

/** Parts that say something each; a mere list stays whole. */
function joinedParts(text: string): string[] {
	const joined: string[] = [];
	for (const part of fragments(text).flatMap((part) => part.split(andThen))) {
		if (joined.length === 0 || isClause(part)) joined.push(part);
		else joined[joined.length - 1] += `, ${part}`;
	}
	return joined;
}

function ofClause(text: string): Matter | null {
	if (silent.test(text)) return ofSilence(/ to (.+)$/.exec(text)?.[1] ?? 'my last message');
	const place = met.exec(text)?.[1];
	if (place)
		return { subject: `Our conversation ${place}`, says: sentence(`we spoke ${place}`), next: stillOpen };
	const call = missed.exec(text)?.[1];
	if (call) return { subject: `our ${call}`, says: `We missed each other for our ${call}.`, next: tryAgain };
	const thing = request.exec(text)?.[1];
	if (thing) return { subject: thing, says: toYou(`she asked for ${thing}`), next: nextFor(thing) };
	return isClause(text) ? { subject: objectOf(text), says: saidToYou(text), next: nextFor(text) } : null;
}

const ofSilence = (thing: string): Matter => ({
	subject: thing,
	says: `I have not heard from you yet, so I am coming back to ${thing}.`,
	next: nextFor(thing)
});
const tryAgain = 'Which day and time would suit you for another try?';

/** `tried our demo last week` -> `our demo last week`; what somebody said or did without a thing has none. */
function objectOf(text: string): string {
	const bare = text.replace(new RegExp(`^${who}`, 'i'), '');
	const thing = bare
		.replace(new RegExp(String.raw`^(?:is |was )?(?:still |also )?(?:${states}|(?:${verbs})\b)`, 'i'), '')
		.replace(/^ (?:for|in|about|to|by|at|on|with|up) /i, '');
	return saying.test(bare) || thing.trim().split(' ').length > 9 || thing.trim() === ''
		? 'Following up'
		: thing;
}

/** What a note says about somebody, to them. */
export function saidToYou(text: string): string {
	if (!isClause(text)) return toYou(text);
	const bare = text.trim().replace(/^(?:she|he|they|who) /i, '');
	const whole = new RegExp(`^(?:${states})`, 'i').test(bare) ? `is ${bare}` : bare;
	return toYou(`she ${whole.charAt(0).toLowerCase()}${whole.slice(1)}`);
}

const determined = /^(?:the|a|an|our|your|my|this|that|his|her|their|\d)/i;
const proper = /^\p{Lu}[\p{Lu}\d]|^\p{Lu}\p{Ll}+ \p{Lu}/u;

/** `open invoice 4411` -> `I am coming back to the open invoice 4411.` */
function ofThing(text: string): Matter {
	const thing = toYou(proper.test(text) ? text : small(text)).replace(/\.$/, '');
	const name = proper.test(text) ? thing : thing.charAt(0).toLowerCase() + thing.slice(1);
	const ours = /^(?:quote|offer|proposal|estimate)\b/i.test(name) ? 'our' : 'the';
	return {
		subject: text,
		says: `I am coming back to ${determined.test(name) || proper.test(name) ? name : `${ours} ${name}`}.`,
		next: nextFor(text)
	};
}
