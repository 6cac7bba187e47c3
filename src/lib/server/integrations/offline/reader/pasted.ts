import { lexicon } from '../data/words.ts';
import { says, trimMarks } from '../text.ts';
import { findAddresses } from './addresses.ts';
import { isName, type Person } from './people.ts';

/** A message from outside: something to answer, never something to obey. */
export type Pasted = { from: Person | null; subject: string; body: string };

const wrote = 'wrote|schrieb|écrit|escribió|scritto|schreef|skrev|napisał|написал';
/** Labels under which the person who gave the task goes on. */
const ours =
	'we know|i know|to say|our rule|our rules|our facts|our answer|our policy|facts|notes|policy|please|we offer';

/** `Subject: Where is it?` -> its name in small letters, and what it says. */
function headerOf(line: string): { name: string; value: string } | null {
	const colon = line.slice(0, 24).search(/[:：]/);
	const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
	const { fromHeaders, subjectHeaders, otherHeaders } = lexicon;
	const known = [fromHeaders, subjectHeaders, otherHeaders].some((names) => names.has(name));
	return known ? { name, value: line.slice(colon + 1).trim() } : null;
}

/** Takes what was pasted out of a text; `own` is what is left: the words of the person who gave the task. */
export function takePasted(text: string): { own: string; pasted: Pasted | null } {
	const lines = text.split('\n').map((line) => line.trimEnd());
	const start = lines.findIndex((line, at) => beginsMail(line.trim(), lines[at + 1] ?? ''));
	if (start < 0) return takeQuotation(text);
	const isOurs = (line: string) =>
		line === '---' || (line.endsWith(':') && line.length < 70 && says(line, ours));
	const after = lines.findIndex((line, at) => at > start && isOurs(line.trim()));
	const own = [...lines.slice(0, start), ...(after < 0 ? [] : lines.slice(after))].join('\n');
	return { own, pasted: mailOf(lines.slice(start, after < 0 ? undefined : after)) };
}

/** A header with an address or a second one below it, a line drawn by a mail program, `> …`, or `Bob wrote:`. */
function beginsMail(line: string, next: string): boolean {
	const header = headerOf(line);
	const from =
		header !== null && (lexicon.fromHeaders.has(header.name) || lexicon.subjectHeaders.has(header.name));
	if (from)
		return line.includes('@') || headerOf(next.trim()) !== null || line.toLowerCase().startsWith('from: ');
	return (
		/^(?:_{10,200}|-{2,10} ?[^-]{3,60}-{2,10}|>.{0,200})$/s.test(line.slice(0, 202)) ||
		(line.endsWith(':') && says(line.slice(-200), wrote))
	);
}

function mailOf(lines: readonly string[]): Pasted {
	let [from, subject, read] = ['', '', 0];
	for (; read < lines.length; read++) {
		const line = (lines[read] ?? '').trim();
		const header = headerOf(line);
		if (!header && (read > 0 || line.startsWith('>'))) break;
		if (header === null) from = line.replace(/^\S{2,4} .{6,60}, /, '');
		else if (lexicon.fromHeaders.has(header.name)) from = header.value;
		else if (lexicon.subjectHeaders.has(header.name)) subject = header.value;
	}
	const body = lines.slice(read).map((line) => line.replace(/^[> ]{1,8}/, ''));
	return { from: senderOf(from), subject, body: body.join('\n').trim() };
}

/** A message in quotes, long enough not to be a title or a phrase. */
function takeQuotation(text: string): { own: string; pasted: Pasted | null } {
	const open = text.search(/["“]/);
	const close = open < 0 ? -1 : text.slice(open + 1).search(/["”]/) + open + 1;
	const listed = /^ {0,8}[-*•\d]/.test(text.slice(text.lastIndexOf('\n', open) + 1));
	if (close - open < 40 || close - open > 4_000 || listed) return { own: text, pasted: null };
	const own = `${text.slice(0, open)} ${text.slice(close + 1)}`;
	return { own, pasted: message(text.slice(open + 1, close)) };
}

/** What came with the task as material: a mail when it looks like one, else a message by whoever signed it. */
export const pastedOf = (material: string): Pasted | null =>
	material.trim() === '' ? null : (takePasted(material).pasted ?? message(material));

/** The name only when nothing else stands beside it; the address is sure. */
function senderOf(value: string): Person | null {
	const [address, ...others] = findAddresses(value);
	if (!address) return isName(value) ? { name: value, org: '', email: null, note: '' } : null;
	const [family = '', given] = trimMarks(value.slice(0, address.start).replaceAll('"', '')).split(', ');
	const name = given ? `${given} ${family}` : family;
	const sure = others.length === 0 && isName(name) && trimMarks(value.slice(address.end)) === '';
	return { name: sure ? name : '', org: '', email: address.email, note: '' };
}

/** A message without a header; whoever signed it wrote it: `Regards, Alex Kim`. */
function message(body: string): Pasted {
	const end = trimMarks(body.slice(-120)).split(/[,\n]+ ?/);
	const [close = '', name = ''] = end.slice(-2);
	const signed = says(close, 'regards|thanks|best|cheers|sincerely|yours|wishes|thank you') && isName(name);
	return { from: signed ? { name, org: '', email: null, note: '' } : null, subject: '', body };
}
