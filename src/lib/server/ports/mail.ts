export type MailMessage = {
	/** With its angle brackets; a second try carries the same one, so that receivers can tell it is a repeat. */
	messageId: string;
	to: string;
	subject: string;
	text: string;
	html: string;
	/** Where the reader chooses what we write to them. Sign-in mails have none. */
	preferencesUrl?: string;
};

/** One SMTP conversation per `send`, never a hidden retry. Throws VendorError. */
export type Mail = { send(message: MailMessage): Promise<void> };
