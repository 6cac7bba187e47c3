import { addressesIn, emailProblem, smallLetters } from '../../email-addresses.ts';
import { ownWords } from '../../own-words.ts';

/** Somebody whom the address book knows; `label` may be empty. */
export type Contact = { value: string; label: string };

export function isRecipient(address: string): boolean {
	return emailProblem(address) === null;
}

/** Whom the first sentence plainly names; `writing`: the word at its end is not finished yet. */
export function recognised(instructions: string, writing: boolean): string[] {
	const found = addressesIn(ownWords(instructions)).filter(isRecipient);
	return found.filter((address) => !(writing && smallLetters(instructions).endsWith(address)));
}

/** Addresses that stand anywhere in these texts, for a person to pick from. */
export function mentioned(texts: readonly string[], people: readonly string[], most = 6): string[] {
	const found = new Set(texts.flatMap(addressesIn).filter(isRecipient));
	return [...found].filter((address) => !people.includes(address)).slice(0, most);
}

/** What was typed or pasted into the field: its addresses, and what is none. */
export function readTyped(typed: string): { people: string[]; rest: string } {
	const people = addressesIn(typed).filter(isRecipient);
	const rest = people.length > 0 ? '' : typed.trim();
	return { people: [...new Set(people)], rest };
}

/** Contacts whose name or address begins with the words typed, those that are there already left out. */
export function suggestions(
	contacts: readonly Contact[],
	typed: string,
	people: readonly string[],
	most = 8
): Contact[] {
	const wanted = typed.trim().toLocaleLowerCase();
	const fits = ({ value, label }: Contact) =>
		`${label} ${value}`
			.toLocaleLowerCase()
			.split(/[\s.@-]+/)
			.some((word, at, words) => words.slice(at).join(' ').startsWith(wanted) || word.startsWith(wanted)) ||
		value.startsWith(wanted);
	return contacts
		.filter((contact) => !people.includes(contact.value) && (wanted === '' || fits(contact)))
		.slice(0, most);
}
