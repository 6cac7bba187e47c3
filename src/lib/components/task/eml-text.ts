/** Deeper ones are mails attached to mails attached to mails. */
const deepest = 4;

type Part = { headers: ReadonlyMap<string, string>; body: string };

/**
 * A mail that was saved to a file, as a person reads it: who, when and what about, then its text; what is attached is
 * named, not read. `raw` has one character for each byte. It is read once for each level of parts, of which there are few.
 */
export function emlText(raw: string): string {
	const attached: string[] = [];
	const text = mailText(readPart(raw.replace(/\r\n?/g, '\n')), 0, attached);
	return attached.length === 0 ? text : `${text}\n\nAttached, and not read: ${attached.join(', ')}`.trim();
}

function mailText(mail: Part, depth: number, attached: string[]): string {
	const heads = ['From', 'To', 'Date', 'Subject'].flatMap((name) => {
		const value = mail.headers.get(name.toLowerCase());
		return value ? [`${name}: ${decodeHeader(value)}`] : [];
	});
	return [heads.join('\n'), textOf(mail, depth, attached).trim()].filter(Boolean).join('\n\n');
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

/** The text of a part; what has none, or is too deep, goes to those that are named. */
function textOf(part: Part, depth: number, attached: string[]): string {
	const type = part.headers.get('content-type') ?? 'text/plain';
	const isAttached = /^attachment/i.test(part.headers.get('content-disposition') ?? '');
	if (depth < deepest && /^multipart\//i.test(type)) return textOfParts(part.body, type, depth, attached);
	if (depth < deepest && /^message\/rfc822/i.test(type))
		return mailText(readPart(part.body), depth + 1, attached);
	if (isAttached || !/^text\//i.test(type)) {
		attached.push(nameOf(part));
		return '';
	}
	const bytes = bytesOf(part.body, (part.headers.get('content-transfer-encoding') ?? '').toLowerCase());
	const text = decode(bytes, parameter(type, 'charset'));
	return isHtml(part) ? withoutTags(text) : text;
}

const isHtml = ({ headers }: Part) => /^text\/html/i.test(headers.get('content-type') ?? '');

function nameOf({ headers }: Part): string {
	const [type = '', placed = ''] = [headers.get('content-type'), headers.get('content-disposition')];
	const name = parameter(placed, 'filename') || parameter(type, 'name');
	return name || (type.split(';')[0] ?? '').trim() || 'something without a name';
}

/** Of alternatives the plain text, else that of the HTML; of other parts all that is text. */
function textOfParts(body: string, type: string, depth: number, attached: string[]): string {
	const boundary = parameter(type, 'boundary');
	if (!boundary) return body;
	const parts = `\n${body}`
		.split(`\n--${boundary}`)
		.slice(1)
		.filter((part) => !part.startsWith('--'))
		.map((part) => readPart(part.slice(part.indexOf('\n') + 1)));
	const isChoice = /^multipart\/alternative/i.test(type);
	const texts = (isChoice ? [...parts.filter((one) => !isHtml(one)), ...parts.filter(isHtml)] : parts)
		.map((part) => textOf(part, depth + 1, attached).trim())
		.filter(Boolean);
	return isChoice ? (texts[0] ?? '') : texts.join('\n\n');
}

const parameters = (header: string) =>
	header
		.split(';')
		.slice(1)
		.map((one) => one.trim());

function parameter(header: string, name: string): string {
	const found = parameters(header).find((one) => one.toLowerCase().startsWith(`${name}=`));
	if (found) return decodeHeader(found.slice(name.length + 1).replaceAll('"', ''));
	// `filename*=UTF-8''Angebot%20Gr%C3%BC%C3%9Fe.pdf` (RFC 2231)
	const [coded = ''] = parameters(header).filter((one) => one.toLowerCase().startsWith(`${name}*=`));
	const [charset = '', , written = ''] = coded.slice(name.length + 2).split("'");
	return decode(fromQuoted(written.replaceAll('%', '=')), charset);
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
