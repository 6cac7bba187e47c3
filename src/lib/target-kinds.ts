import type { Ability } from './access.ts';
import { showUnseen } from './visible-characters.ts';

/** The kinds of things that an action may touch. All but `calendar` can be registered in the address book. */
export const targetKindNames = ['email', 'spreadsheet', 'webhook', 'calendar'] as const;
export type TargetKind = (typeof targetKindNames)[number];

/**
 * How one that nobody has named is settled in a review: a person may `confirm` it; its title says too little, so they
 * give its `link`; or somebody who may has to `register` it.
 */
export type Settling = 'confirm' | 'link' | 'register';

type Words = {
	noun: { one: string; many: string };
	/** What it takes to register one, to see all of it and to take it out again. */
	registering: Ability;
	/** What stands before its name where a person is asked to confirm it. */
	question: string;
	settling(value: string): Settling;
	unnamed(value: string): string;
	/** In a few words, beside its name. */
	first: string;
	firstTime(value: string): string;
};

export const targetKinds: Record<TargetKind, Words> = {
	email: {
		noun: { one: 'recipient', many: 'recipients' },
		registering: 'review work',
		question: 'Yes, write to',
		settling: () => 'confirm',
		unnamed: (value) =>
			`${showUnseen(value)} is named neither in the task nor in your address book. Is this who should get it?`,
		first: 'first mail to them',
		firstTime: (value) => `The first mail to ${showUnseen(value)}.`
	},
	spreadsheet: {
		noun: { one: 'sheet', many: 'sheets' },
		registering: 'review work',
		question: 'Yes, write into',
		settling: (value) => (isSpreadsheetId(value) ? 'confirm' : 'link'),
		unnamed: (value) =>
			isSpreadsheetId(value)
				? 'This spreadsheet is named neither in the task nor in your address book. Is it the right one?'
				: `No spreadsheet in your address book is called “${showUnseen(value)}”. Please paste its link.`,
		first: 'first row there',
		firstTime: () => 'The first row in this spreadsheet.'
	},
	webhook: {
		noun: { one: 'address', many: 'addresses' },
		registering: 'manage connections',
		question: 'Yes, post to',
		settling: () => 'register',
		unnamed: () => 'This address is not in your address book.',
		first: 'first call there',
		firstTime: () => 'The first call to this address.'
	},
	calendar: {
		noun: { one: 'calendar', many: 'calendars' },
		registering: 'review work',
		question: 'Yes, write into',
		settling: () => 'confirm',
		unnamed: () => 'This calendar is not yours. Is it the right one?',
		first: 'first entry there',
		firstTime: () => 'The first entry in your calendar.'
	}
};

/** Of the keys that are written where targets are kept, `email:priya@harbour.example`: what stands on either side. */
export function readTargetKey(key: string): { kind: TargetKind; value: string } | null {
	const colon = key.indexOf(':');
	const kind = targetKindNames.find((name) => name === key.slice(0, colon));
	return kind ? { kind, value: key.slice(colon + 1) } : null;
}

export function targetKey({ kind, value }: { kind: TargetKind; value: string }): string {
	return `${kind}:${value}`;
}

/** Ids are long; a shorter word is a title, which many may have. */
export function isSpreadsheetId(value: string): boolean {
	return /^[\w-]{20,100}$/.test(value);
}
