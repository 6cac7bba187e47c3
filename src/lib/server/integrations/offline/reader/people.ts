/** Somebody named in a task. `note` is what the same line says about them. */
export type Person = { name: string; org: string | null; email: string | null; note: string };

const address = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g;
const nameWord = String.raw`\p{Lu}[\p{L}\p{M}'’-]{0,30}\.?`;
const nameRun = new RegExp(String.raw`${nameWord}(?: ${nameWord}){1,3}`, 'gu');
const nameRow = String.raw`${nameWord}(?: ${nameWord}){0,3}`;
const before = String.raw`\b(?:to|[Ii]nvite|[Rr]emind|[Tt]hank|[Dd]ecline|from|[Aa]nswer|[Tt]ell|[Ff]ollow up with|[Cc]hase|[Cc]ontact|email|mail)`;
const notNames = new Set(
	'Write Please Mail Email Send Draft Reply Answer Ask Invite Decline Remind Thank Tell Hello Hi Dear The A An Our Follow Contact Sort Make To For Customer Drop Let Inform Message Notify Update Congratulate Apologise Apologize Get Give Forward Reach Also And Then'.split(
		' '
	)
);

const notPeople =
	/^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|English|German|French|Spanish|Marketing|Sales|Support|Google|Gmail|We|I|You)\b/;

export function readEmails(text: string): string[] {
	return [...new Set(Array.from(text.matchAll(address), (match) => match[0]))];
}

/** `Priya Shah, Harbour Hotel, priya@harbour.example: 40 chairs` and the like; null when nobody is named. */
export function personOfLine(line: string): Person | null {
	const email = readEmails(line)[0] ?? null;
	const headEnd = email ? line.indexOf(email) : line.search(/[:–]/);
	if (headEnd <= 0) return null;
	const [name = '', ...rest] = line
		.slice(0, headEnd)
		.replace(/[<(\s,;:–-]+$/u, '')
		.split(/[,(]/)
		.map((part) => part.trim());
	if (!isName(name, email !== null)) return null;
	const note = line.slice(headEnd + (email?.length ?? 0)).replace(/^[>)\s,;:–-]+/u, '');
	return { name, org: rest.filter(Boolean).join(', ') || null, email, note: note.trim() };
}

/** People named in running text: those with an address, or after `to`, `for`, `with` and their like. */
export function peopleOfText(text: string): Person[] {
	const withAddress = readEmails(text).map((email) => personBefore(text, email));
	if (withAddress.length) return withAddress;
	const named = new RegExp(
		String.raw`${before} ((?:(?:Mr|Ms|Mrs|Dr)\.? )?${nameRow})(?![\p{L}\p{M}'’-]| [\d\p{Lu}])`,
		'u'
	);
	const several = inRow(text);
	if (several.length > 1) return several;
	const name = text.match(named)?.[1]?.replace(/(?<=\p{Ll}{2})\.$/u, '');
	return name && isName(name, true) && !notPeople.test(name)
		? [{ name, org: null, email: null, note: '' }]
		: [];
}

/** `follow up with Anna, Ben, Carla and David` names four people, when the last comes after an `and`. */
function inRow(text: string): Person[] {
	const colon = text.match(
		new RegExp(`: (${nameRow}(?:, ${nameRow})+(?:,? and ${nameRow})?)\\.?$`, 'u')
	)?.[1];
	const listed = colon?.split(/, and |, | and /) ?? [];
	if (listed.length > 1 && listed.every((name) => isName(name, false) && !notPeople.test(name)))
		return listed.map((name) => ({ name, org: null, email: null, note: '' }));
	const row = text.match(
		new RegExp(
			String.raw`${before} (${nameRow}(?:, ${nameRow})*,? and ${nameRow})(?![\p{L}\p{M}'’-]| [\d\p{Lu}])`,
			'u'
		)
	)?.[1];
	const found = row?.split(/, and |, | and /) ?? [];
	return found.every((name) => isName(name, true) && !notPeople.test(name))
		? found.map((name) => ({ name, org: null, email: null, note: '' }))
		: [];
}

const plainName = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .'’-]*$/u;
const longestRecipient = 320;

/** `Priya Shah <priya@harbour.example>`; the address alone when the name is not known or would have to be quoted. */
export function addressed({ name, email }: Person): string {
	const whole = `${name} <${email ?? ''}>`;
	return plainName.test(name) && whole.length <= longestRecipient ? whole : (email ?? '');
}

/** `priya@harbour.example` of `Priya Shah <priya@harbour.example>`, or what stands there. */
export function bareAddress(recipient: string): string {
	return /<([^<>]+)>$/.exec(recipient.trim())?.[1] ?? recipient.trim();
}

export function firstName(person: Person): string {
	return person.name.split(' ')[0] ?? person.name;
}

const particle = /^(?:de|da|di|del|della|du|la|le|van|von|der|den|ter|el|al|bin|ibn|y|af|zu)$/;

/** A name is short, and its words begin with a capital where the script has them. */
function isName(text: string, hasAddress: boolean): boolean {
	const words = text.split(' ');
	if (text.length > 60 || words.length > 5 || notNames.has(words[0] ?? '')) return false;
	if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text))
		return Array.from(text).length <= 5;
	const named = words.every((word) => /^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*$/u.test(word) || particle.test(word));
	return named && (hasAddress || words.length > 1);
}

function personBefore(text: string, email: string): Person {
	const at = text.indexOf(email);
	const before = text.slice(Math.max(0, at - 160), at);
	const local = fold(email.split('@')[0] ?? '');
	const names = Array.from(before.matchAll(nameRun), (match) => withoutVerb(match[0])).filter(
		(name) => name !== ''
	);
	const name =
		names.findLast((each) => each.split(' ').some((word) => local.includes(fold(word)))) ??
		before.match(new RegExp(String.raw`(?<![\p{L}])${capitalOf(local)}(?![\p{L}])`, 'u'))?.[0] ??
		names.at(-1) ??
		before.match(new RegExp(String.raw`(?<![&+] ?)(?<![\p{L}'’-])(${nameWord})[ ,(<:]+$`, 'u'))?.[1] ??
		'';
	const org =
		before
			.slice(before.lastIndexOf(name))
			.match(/ (?:at|from) (\p{Lu}[^,(<.\n]{1,60})| (?:at|of|from) ([^,(<.\n]{2,60})/u)
			?.slice(1)
			.find(Boolean)
			?.trim() ?? null;
	return { name: known(name) || typedSmall(before, email), org: org && properOnly(org), email, note: '' };
}

/** `Weber Interiors left a card` -> `Weber Interiors` */
const properOnly = (org: string) =>
	org.match(/^\p{Lu}[\p{L}\d&'’-]*(?: (?:(?:and|of|de|la|&) )?[\p{Lu}\d&][\p{L}\d&'’-]*)*/u)?.[0] ?? org;

/** `tom` as `Tom`, to be looked for in a text; something that is in none when it is no plain name. */
const capitalOf = (local: string) =>
	/^[a-z]{3,20}$/.test(local) ? local.charAt(0).toUpperCase() + local.slice(1) : '\\0';

/** `chase priya …, priya@harbour.example`: a name in small letters, when the address bears it out. */
function typedSmall(before: string, email: string): string {
	const local = email.split(/[@._+-]/)[0] ?? '';
	if (!/^[a-z]{3,20}$/.test(local) || !new RegExp(String.raw`\b${local} `).test(before)) return '';
	return local.charAt(0).toUpperCase() + local.slice(1);
}

const known = (name: string) => (isName(name, true) ? name : '');

/** `Invite Amy Stone` -> `Amy Stone` */
export function withoutVerb(run: string): string {
	const words = run.split(' ');
	while (words.length && notNames.has(words[0] ?? '')) words.shift();
	return words.join(' ');
}

function fold(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
