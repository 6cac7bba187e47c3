/** Deeper ones are mails attached to mails attached to mails. */
const deepest = 4;

type Part = { headers: ReadonlyMap<string, string>; body: string };

/**
 * A mail that was saved to a file, as a person reads it: who, when and what about, then its text; what is attached is left
 * out. `raw` has one character for each byte. It is read once for each level of parts, of which there are few.
 */
export function emlText(raw: string): string {
	const mail = readPart(raw.replace(/\r\n?/g, '\n'));
	const heads = ['From', 'To', 'Date', 'Subject'].flatMap((name) => {
		const value = mail.headers.get(name.toLowerCase());
		return value ? [`${name}: ${decodeHeader(value)}`] : [];
	});
	return [heads.join('\n'), textOf(mail, 0).trim()].filter(Boolean).join('\n\n');
}

function readPart(text: string): Part {
	const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n');
	const headers = new Map<string, string>();
	for (const line of (end < 0 ? text : text.slice(0, end)).replace(/\n[ \t]/g, ' ').split('\n')) {
		const colon = line.indexOf(':');
		const name = line.slice(0, Math.max(0, colon)).toLowerCase();
		if (name && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
	}
	return { headers, body: end < 0 ? '' : text.slice(end).trimStart() };
}

/** The plain text, else that of its HTML; empty where there is neither. */
function textOf(part: Part, depth: number): string {
	const type = part.headers.get('content-type') ?? 'text/plain';
	if (/^multipart\//i.test(type)) return depth < deepest ? textOfParts(part.body, type, depth) : '';
	const isAttached = /^attachment/i.test(part.headers.get('content-disposition') ?? '');
	if (isAttached || !/^text\//i.test(type)) return '';
	const bytes = bytesOf(part.body, (part.headers.get('content-transfer-encoding') ?? '').toLowerCase());
	const text = decode(bytes, parameter(type, 'charset'));
	return isHtml(part) ? withoutTags(text) : text;
}

const isHtml = ({ headers }: Part) => /^text\/html/i.test(headers.get('content-type') ?? '');

function textOfParts(body: string, type: string, depth: number): string {
	const boundary = parameter(type, 'boundary');
	if (!boundary) return '';
	const parts = `\n${body}`
		.split(`\n--${boundary}`)
		.slice(1)
		.filter((part) => !part.startsWith('--'))
		.map((part) => readPart(part.slice(part.indexOf('\n') + 1)));
	for (const part of [...parts.filter((one) => !isHtml(one)), ...parts.filter(isHtml)]) {
		const text = textOf(part, depth + 1);
		if (text.trim()) return text;
	}
	return '';
}

function parameter(header: string, name: string): string {
	const found = header
		.split(';')
		.slice(1)
		.map((one) => one.trim())
		.find((one) => one.toLowerCase().startsWith(`${name}=`));
	return (found ?? '').slice(name.length + 1).replaceAll('"', '');
}

function bytesOf(body: string, encoding: string): string {
	if (encoding === 'base64') return fromBase64(body);
	return encoding === 'quoted-printable' ? fromQuoted(body.replace(/=\n/g, '')) : body;
}

function fromQuoted(text: string): string {
	return text.replace(/=([\dA-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function fromBase64(text: string): string {
	try {
		return atob(text.replace(/[^\w+/]/g, ''));
	} catch {
		return '';
	}
}

/** Bytes as characters to text; as UTF-8 where the charset is not known. */
function decode(bytes: string, charset: string): string {
	const data = Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
	try {
		return new TextDecoder(charset || 'utf-8').decode(data);
	} catch {
		return new TextDecoder().decode(data);
	}
}

/** `=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=` (RFC 2047). */
function decodeHeader(value: string): string {
	return decode(value, '')
		.replace(/\?=\s{1,80}=\?/g, '?==?')
		.replace(
			/=\?([\w-]{1,40})\?([QB])\?([^?\s]{0,200})\?=/gi,
			(_, charset: string, kind: string, text: string) =>
				decode(kind.toUpperCase() === 'B' ? fromBase64(text) : fromQuoted(text.replaceAll('_', ' ')), charset)
		);
}

const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	nbsp: ' ',
	'#39': "'"
};

/** Each piece begins with a tag, up to its `>`: never looked for again from a later `<`. */
function withoutTags(html: string): string {
	let hidden = '';
	const said = html.split('<').map((piece, index) => {
		if (index === 0) return piece;
		const name = /^\/?[a-z]{0,20}/i.exec(piece)?.[0].toLowerCase() ?? '';
		if (name === `/${hidden}`) hidden = '';
		else if (name === 'style' || name === 'script') hidden = name;
		const text = hidden ? '' : piece.slice(piece.indexOf('>') + 1);
		return (/^(?:br|\/(?:p|div|tr|li|h\d))$/.test(name) ? '\n' : '') + text;
	});
	return said.join('').replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => entities[name] ?? '');
}
