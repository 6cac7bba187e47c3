import MailComposer from 'nodemailer/lib/mail-composer';
import { VendorError } from '#server/errors.ts';
import type { MailMessage } from '#server/ports/mail.ts';

/** One plain address and nothing that could begin another one or another header. */
const plainAddress = /^[^\s<>()[\],;:"\\@]+@[^\s<>()[\],;:"\\@]+$/;
const bracketedId = /^<[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+>$/;

export type ComposedMail = { envelope: { from: string; to: string[] }; bytes: Buffer };

function preferencesHeader(address: string | undefined): Record<string, string> {
	if (address === undefined) return {};
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
		throw new VendorError('mail', 'refused', 'The address of the mail preferences is not one of the web.');
	}
	return { 'List-Unsubscribe': `<${new URL(address).href}>` };
}

function demandSafe(message: MailMessage): void {
	if (!plainAddress.test(message.to)) throw new VendorError('mail', 'refused', 'That is not a mail address.');
	if (!bracketedId.test(message.messageId))
		throw new VendorError('mail', 'refused', 'That is not a Message-ID.');
}

/** The mail as it goes over the wire: nothing is fetched, nothing is tracked. Throws VendorError. */
export async function compose(from: string, message: MailMessage): Promise<ComposedMail> {
	demandSafe(message);
	const node = new MailComposer({
		from,
		to: { name: '', address: message.to },
		messageId: message.messageId,
		subject: message.subject,
		text: message.text,
		html: message.html,
		// Holiday notices are not sent to those who say that nobody wrote this.
		headers: { 'Auto-Submitted': 'auto-generated', ...preferencesHeader(message.preferencesUrl) },
		disableFileAccess: true,
		disableUrlAccess: true
	}).compile();
	const sender = node.getEnvelope().from;
	if (!sender) throw new VendorError('mail', 'unavailable', 'No sender address is set up.');
	return { envelope: { from: sender, to: [message.to] }, bytes: await node.build() };
}
