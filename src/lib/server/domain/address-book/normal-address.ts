import type { AddressKind } from '#lib/schemas/address-book.ts';
import { DomainError } from '#server/errors.ts';
import { bareAddress, nameIn } from '../action/kinds/gmail-draft-email.ts';
import { isId, spreadsheetId } from '../action/kinds/spreadsheet-name.ts';

/** How an address is kept: comparable with what agents propose. `label` is a name that came with it. */
export type NormalAddress = { value: string; label: string };

/** Throws `invalid_input` with a sentence on what is expected. */
export function normalAddress(kind: AddressKind, given: string): NormalAddress {
	return byKind[kind](given.trim());
}

const byKind: Record<AddressKind, (given: string) => NormalAddress> = {
	/** `Priya Shah <Priya@Harbour.example>` */
	email(given) {
		const value = bareAddress(given);
		if (!isEmail.test(value))
			throw refused('This is not an e-mail address. One looks like dana@example.com.');
		return { value, label: nameIn(given) };
	},
	spreadsheet(given) {
		const value = spreadsheetId(given, []);
		if (!isId(value)) throw refused('Please paste the link of the spreadsheet, as it stands in the browser.');
		return { value, label: '' };
	},
	webhook(given) {
		const url = URL.canParse(given) ? new URL(given) : null;
		if (url?.protocol !== 'https:' || !url.hostname)
			throw refused('Please enter an address that begins with https://.');
		if (url.username || url.password || url.hash)
			throw refused('Please enter the address without a user name, a password or a # part.');
		// The rest of it is often a secret, and names go into prompts, titles and mails.
		return { value: url.href, label: url.hostname };
	}
};

const isEmail = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\]+\.[^\s@<>()[\],;:".\\]+$/u;

function refused(message: string): DomainError {
	return new DomainError('invalid_input', message, { fields: { value: message } });
}
