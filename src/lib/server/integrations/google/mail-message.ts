import { domainInAscii, emailFault } from '#lib/email-addresses.ts';
import { VendorError } from '#server/errors.ts';
import type { DraftMail } from '#server/ports/google.ts';

const lineEnd = '\r\n';
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
/** Other local parts, with dots where none may stand, are written in quotes. */
const localPart = new RegExp(`^${atom}(\\.${atom})*$`);
const messageId = /^<[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+>$/u;
/** With the shortest name of a header and the frame of an encoded word, this stays below 76 characters a line. */
const bytesPerWord = 39;

/**
 * The mail as RFC 5322 wants it: ASCII with CRLF, ready for Gmail, which adds the sender and the date itself. No value can
 * start a header of its own: what does not fit its place is encoded or refused. Throws VendorError `refused`.
 */
export function mailMessage(mail: DraftMail): string {
	const headers = [
		['Message-ID', threadMark(mail.messageId)],
		['To', addressList(mail.to)],
		['Cc', addressList(mail.cc)],
		['Bcc', addressList(mail.bcc)],
		['Subject', plainOrEncoded(oneLine(mail.subject))],
		['In-Reply-To', mail.inReplyTo === null ? '' : threadMark(mail.inReplyTo)],
		['References', mail.inReplyTo === null ? '' : threadMark(mail.inReplyTo)],
		['MIME-Version', '1.0'],
		['Content-Type', 'text/plain; charset=utf-8'],
		['Content-Transfer-Encoding', 'base64']
	];
	const head = headers.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
	return [...head, '', encodeBody(mail.body), ''].join(lineEnd);
}

function threadMark(id: string): string {
	// Any longer and it would not fit the longest line that mail allows.
	if (id.length > 900 || !/^[\x21-\x7e]+$/.test(id) || !messageId.test(id))
		throw refused('A message id of this mail is not one.');
	return id;
}

function addressList(entries: string[]): string {
	return entries.map(mailbox).join(`,${lineEnd} `);
}

/** `Priya Shah <priya@harbour.example>`, or the address alone. */
function mailbox(entry: string): string {
	const [, name = '', inner] = /^([^<>]*)<([^<>]*)>$/.exec(entry.trim()) ?? [];
	const address = asciiAddress(inner ?? entry.trim());
	const said = oneLine(name)
		.replace(/^"(.*)"$/, '$1')
		.replaceAll(/\\(.)/g, '$1')
		.trim();
	if (said === '') return address;
	const shown = /^[A-Za-z0-9]+( [A-Za-z0-9]+)*$/.test(said) && said.length < 60 ? said : encodeWords(said);
	return `${shown} <${address}>`;
}

/** Without the address itself, for they stand in the log. */
const faults = {
	none: 'One of the recipients is not an e-mail address.',
	not_ascii:
		'Gmail cannot write to one of these addresses: before the @ it takes only letters from a to z, digits and signs.'
};

function asciiAddress(address: string): string {
	const fault = emailFault(address);
	if (fault) throw refused(faults[fault]);
	const at = address.lastIndexOf('@');
	const local = address.slice(0, at);
	return `${localPart.test(local) ? local : `"${local}"`}@${domainInAscii(address.slice(at + 1))}`;
}

/** Line breaks and other control characters end nothing here: they become spaces. */
function oneLine(text: string): string {
	return text
		.toWellFormed()
		.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.trim();
}

function plainOrEncoded(text: string): string {
	const plain = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text) && text.length <= 66 && !text.includes('=?');
	return plain || text === '' ? text : encodeWords(text);
}

/** RFC 2047, one word a line. Never in the middle of a character: each word must make sense alone. */
function encodeWords(text: string): string {
	const words = [''];
	for (const character of text) {
		const longer = `${words.at(-1)}${character}`;
		if (Buffer.byteLength(longer) > bytesPerWord) words.push(character);
		else words[words.length - 1] = longer;
	}
	return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(`${lineEnd} `);
}

function encodeBody(body: string): string {
	const text = body
		.toWellFormed()
		.replaceAll('\0', '')
		.replaceAll(/\r\n|\r|\n/g, lineEnd);
	const lines = Buffer.from(text)
		.toString('base64')
		.match(/.{1,76}/g);
	return (lines ?? []).join(lineEnd);
}

function refused(sentence: string): VendorError<'google'> {
	return new VendorError('google', 'refused', sentence);
}
