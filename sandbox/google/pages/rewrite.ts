import { randomUUID } from 'node:crypto';

const replaced = /^(subject|message-id|content-type|content-transfer-encoding|mime-version):/i;

function headersOf(raw: string): string[] {
	const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
	return head.split(/\r?\n(?![ \t])/);
}

/** Pieces of at most 45 bytes, cut between characters, since an encoded word ends at 75 characters. */
function encodedWords(text: string): string {
	const pieces: string[] = [''];
	for (const character of text.replace(/[\r\n]+/g, ' ')) {
		const last = pieces.at(-1) ?? '';
		if (Buffer.byteLength(last + character) > 45) pieces.push(character);
		else pieces[pieces.length - 1] = last + character;
	}
	return pieces.map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\r\n ');
}

/** The mail with another subject and text, as Gmail’s editor saves it: one part, and a Message-ID of its own. */
export function rewritten(raw: string, { subject, text }: { subject: string; text: string }): string {
	const body = Buffer.from(text.replace(/\r?\n/g, '\r\n')).toString('base64');
	return [
		...headersOf(raw).filter((header) => !replaced.test(header)),
		`Message-ID: <CA${randomUUID()}@mail.gmail.com>`,
		`Subject: ${encodedWords(subject)}`,
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
		'Content-Transfer-Encoding: base64',
		'',
		...(body.match(/.{1,76}/g) ?? [''])
	].join('\r\n');
}
