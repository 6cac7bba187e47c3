/** What a task's text says in the words of the person who gave it, and from whom what was pasted into it comes. */
export type OwnWords = {
	/** Without quotations, pasted mails, code and the running text in table cells. */
	own: string;
	/** The address after `From:` of each text's first pasted mail. */
	senders: string[];
};

const headerName = String.raw`(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Von|An|Datum|Gesendet|Betreff|De|À|Objet|Para|Asunto|Da|Oggetto)`;
const header = new RegExp(String.raw`^[\s*_]*${headerName}[*_]*\s*:`, 'i');
const from = /^[\s*_]*(?:From|Von|De|Da)[*_]*\s*:[*_]*\s*(\S.*)$/i;
const attribution = /^(.*)\b(?:wrote|writes|schrieb|écrit|escribió|scrisse|ha scritto)\s*:\s*$/iu;
const forwarded =
	/^\s*(?:-{2,}\s*(?:Original|Forwarded|Ursprüngliche|Weitergeleitete)\b.*|Begin forwarded message:.*)$/i;
const quotedLine = /^\s*>/;
const codeBlock = /```[\s\S]*?(?:```|$)/g;
/** Shorter ones are names and titles that a person puts into quotation marks. */
const longQuotation = /"[^"]{40,}"|[“„][^“”„]{40,}[”“]|«[^«»]{40,}»/g;

/**
 * Tells the words of the person who gave the task from what they pasted. What comes from outside names nobody, so a
 * doubt goes against it: from the first pasted mail on, everything is outside, whatever a line in it claims.
 */
export function ownWords(text: string): OwnWords {
	const lines = text.replace(/\r\n?/g, '\n').replace(codeBlock, ' ').split('\n');
	const start = startOfMail(lines);
	const typed = lines.slice(0, start);
	const quoted = typed.filter((line) => quotedLine.test(line)).map((line) => line.replace(/^[\s>]+/, ''));
	const own = typed
		.filter((line) => !quotedLine.test(line))
		.join('\n')
		.replace(longQuotation, ' ');
	const senders = [senderOf(quoted, [from]), senderOf(lines.slice(start), [from, attribution])].filter(
		(sender) => sender !== null
	);
	return { own: own.split('\n').map(withoutProseInCells).join('\n'), senders };
}

/** The first line of a pasted mail, its other header lines before `From:` included. */
function startOfMail(lines: string[]): number {
	let start = lines.findIndex(
		(line) => !quotedLine.test(line) && [from, attribution, forwarded].some((mark) => mark.test(line))
	);
	if (start < 0) return lines.length;
	while (start > 0 && header.test(lines[start - 1] ?? '')) start--;
	return start;
}

/** Whom a pasted mail is from: only what stands in its own header, not in what it carries. */
function senderOf(mail: string[], marks: RegExp[]): string | null {
	const top = mail.map((line) => line.replace(/^[\s>]+/, '')).filter((line) => line.trim() !== '');
	const begin = top.findIndex((line) => !forwarded.test(line));
	for (const line of top.slice(Math.max(begin, 0))) {
		const sender = marks.map((mark) => mark.exec(line)?.[1]).find((found) => found !== undefined);
		if (sender !== undefined) return onlyAddress(sender);
		if (!header.test(line)) return null;
	}
	return null;
}

/** `Priya <priya@harbour.example>`: what stands in the brackets; without them the one address that there is. */
function onlyAddress(sender: string): string | null {
	const bracketed = Array.from(sender.matchAll(/<([^<>]*)>/g), (match) => match[1] ?? '');
	const found = addressesIn(bracketed.length > 0 ? bracketed.join(' ') : sender);
	return found.length === 1 ? (found[0] ?? null) : null;
}

/** A pasted table may list people, but a sentence in a cell is as foreign as a mail. */
function withoutProseInCells(line: string): string {
	const mark = ['|', '\t'].find((each) => line.split(each).length > 2);
	if (!mark) return line;
	return line
		.split(mark)
		.filter((cell) => !/[@/]/.test(cell) || isEntry(cell))
		.join(` ${mark} `);
}

/** An address or a link alone, or after a name. */
function isEntry(cell: string): boolean {
	const words = cell.trim().split(/\s+/);
	return words.length <= 4 && words.every((word) => /[@/]/.test(word) || /^[\p{Lu}\p{Lo}(]/u.test(word));
}

/** Every e-mail address of a text, its ASCII letters small, nothing else about it changed. */
export function addressesIn(text: string): string[] {
	const found = text.matchAll(/[^\s<>()[\]{},;:"“”„«»|\\@]+@[^\s<>()[\]{},;:"“”„«»|\\@]+/g);
	return Array.from(found, ([address]) =>
		smallLetters(address.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
	);
}

/** Only A to Z: other letters can turn into one of these when made small, and that would be another address. */
export function smallLetters(text: string): string {
	return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
