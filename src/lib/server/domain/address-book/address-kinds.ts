import { bareAddress, emailFault, emailProblem } from '#lib/email-addresses.ts';
import { AddressKind } from '#lib/schemas/address-book.ts';
import { isSpreadsheetId, targetKinds } from '#lib/target-kinds.ts';
import { DomainError } from '#server/errors.ts';
import { nameIn } from './target-kinds/email.ts';
import { spreadsheetId } from './target-kinds/spreadsheet.ts';
import { authorise, type Actor } from '../access/actor.ts';

type Rules = {
	/** How many there may be: labels that agents name things by are in every prompt. */
	most: number;
	/** Agents name it by its label, so that a label must mean one thing. */
	isNamedByLabel: boolean;
	/** Posts to it are signed, and its receiver has a secret to check them with. */
	hasSecret: boolean;
	/** How it is kept: comparable with what agents propose. `label` is a name that came with it. Throws `invalid_input`. */
	normal(given: string): { value: string; label: string };
	/** As much of it as somebody may know who may not register it. */
	shown(value: string): string;
};

const everyone = { hasSecret: false, shown: (value: string) => value };

/** What each kind of entry of the address book is like. */
export const addressKinds: Record<AddressKind, Rules> = {
	email: {
		...everyone,
		// Every recipient that a reviewer confirms is an entry.
		most: 10_000,
		isNamedByLabel: false,
		normal(given) {
			const value = bareAddress(given);
			if (emailFault(value) === 'none')
				throw refused('This is not an e-mail address. One looks like dana@example.com.');
			const problem = emailProblem(value);
			if (problem) throw refused(problem);
			return { value, label: nameIn(given) };
		}
	},
	spreadsheet: {
		...everyone,
		most: 1_000,
		isNamedByLabel: true,
		normal(given) {
			const value = spreadsheetId(given, []);
			if (!isSpreadsheetId(value))
				throw refused('Please paste the link of the spreadsheet, as it stands in the browser.');
			return { value, label: '' };
		}
	},
	webhook: {
		most: 1_000,
		isNamedByLabel: true,
		hasSecret: true,
		normal(given) {
			const url = URL.canParse(given) ? new URL(given) : null;
			if (url?.protocol !== 'https:' || !url.hostname)
				throw refused('Please enter an address that begins with https://.');
			if (url.username || url.password || url.hash)
				throw refused('Please enter the address without a user name, a password or a # part.');
			// The rest of it is often a secret, and names go into prompts, titles and mails.
			return { value: url.href, label: url.hostname };
		},
		// Who knows its path may often call it.
		shown: (value) => `${new URL(value).origin}/…`
	}
};

function refused(message: string): DomainError {
	return new DomainError('invalid_input', message, { fields: { value: message } });
}

/** Who reviews may say whom agents write to; where programs are called is part of the connections. */
export function authoriseAddress(actor: Actor, kind: string): void {
	authorise(actor, targetKinds[AddressKind.parse(kind)].registering);
}
