import { simpleParser, type AddressObject, type EmailAddress, type ParsedMail } from 'mailparser';
import type { StoredDraft } from './state.ts';
import { invalid } from './errors.ts';

/** What we understand of a mail; the raw text stays the truth. */
export type ReadMail = Pick<
	StoredDraft,
	'messageIdHeader' | 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'text'
>;

function entriesOf(field: AddressObject | AddressObject[] | undefined): EmailAddress[] {
	return (Array.isArray(field) ? field : field ? [field] : []).flatMap(({ value }) => value);
}

function addresses(field: AddressObject | AddressObject[] | undefined): string {
	return entriesOf(field)
		.map(({ name, address = '' }) => (name ? `${name} <${address}>` : address))
		.join(', ');
}

/** Gmail answers 400 to recipients that are none. */
function checkRecipients(mail: ParsedMail): void {
	for (const name of ['to', 'cc', 'bcc'] as const) {
		const entries = entriesOf(mail[name]);
		const wrong = entries.some(({ address, group }) => !group && !/^[^\s@]+@[^\s@]+$/.test(address ?? ''));
		if (wrong) throw invalid(`Invalid ${name[0]?.toUpperCase()}${name.slice(1)} header`);
	}
}

export function decodeRaw(raw: string): Buffer {
	if (!/^[\w+/=\s-]*$/.test(raw)) throw invalid('Invalid value for ByteString: raw');
	return Buffer.from(raw, 'base64url');
}

/** Reads a raw mail as Gmail does. Throws a 400 for recipients that are none. */
export async function readMail(raw: string): Promise<ReadMail> {
	const mail = await simpleParser(decodeRaw(raw), { skipTextToHtml: true, skipImageLinks: true });
	checkRecipients(mail);
	return {
		messageIdHeader: (mail.messageId ?? '').replace(/^<|>$/g, ''),
		from: addresses(mail.from),
		to: addresses(mail.to),
		cc: addresses(mail.cc),
		bcc: addresses(mail.bcc),
		subject: mail.subject ?? '',
		text: mail.text ?? ''
	};
}

function unfolded(raw: string): { name: string; value: string }[] {
	const [head = ''] = decodeRaw(raw)
		.toString('utf8')
		.split(/\r?\n\r?\n/, 1);
	return head
		.replace(/\r?\n[ \t]+/g, ' ')
		.split(/\r?\n/)
		.flatMap((line) => {
			const colon = line.indexOf(':');
			return colon < 1 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
		});
}

/** The `message` of an answer in the asked format. */
export function messageView(draft: StoredDraft, format: string): Record<string, unknown> {
	const brief = { id: draft.messageId, threadId: draft.threadId, labelIds: ['DRAFT'] };
	const sizeEstimate = decodeRaw(draft.raw).length;
	const usual = { ...brief, snippet: draft.text.slice(0, 160), sizeEstimate };
	const internalDate = String(draft.createdAt);
	if (format === 'minimal') return { ...usual, internalDate };
	if (format === 'raw') return { ...usual, internalDate, raw: draft.raw };
	const payload = { partId: '', mimeType: 'text/plain', filename: '', headers: unfolded(draft.raw) };
	if (format === 'metadata') return { ...usual, internalDate, payload };
	const body = { size: Buffer.byteLength(draft.text), data: Buffer.from(draft.text).toString('base64url') };
	return { ...usual, internalDate, payload: { ...payload, body } };
}
