import { DraftEmail, type Receipt } from '#lib/schemas/action.ts';
import type { Draft, DraftMail, JsonObject } from '#server/ports.ts';
import {
	NeedsHuman,
	type AddressBook,
	type Effect,
	type EffectDeps,
	type Finding,
	type KindModule
} from '../kind.ts';

type Prepared = JsonObject & {
	/** Where the mailbox stood before the draft: when it has not moved since, nothing was done in it. */
	historyId: string;
	/** The draft that is there already: a try of long ago had arrived after all, or we come from a backup. */
	found: Draft[];
};

/** A draft in the business's Gmail. There is no code path that sends it. */
export const gmailDraftEmail: KindModule<DraftEmail, Prepared> = {
	kind: 'gmail.draftEmail',
	label: 'Drafts in your Gmail',
	noun: { one: 'draft', many: 'drafts' },
	needs: 'gmail',
	mayBeAutomatic: true,
	words: {
		short: {
			off: 'Does not prepare drafts in your Gmail.',
			ask: 'Prepares drafts for your Gmail and asks you about each one. Nothing is ever sent.',
			auto: 'Puts drafts into your Gmail without asking. Nothing is ever sent.'
		},
		long: {
			off: 'Never proposes a draft. You still get the text to copy.',
			ask: 'Proposes each draft, and you decide. Nothing is ever sent.',
			auto: 'Puts drafts into your Gmail without asking, except to somebody new. Nothing is ever sent.'
		}
	},
	payload: DraftEmail,
	guide: () =>
		'"gmail.draftEmail": an e-mail draft in the business\'s Gmail; it is never sent. ' +
		'Its payload is {"to": [addresses], "cc": [addresses], "bcc": [addresses], "subject": text, "body": plain text}. ' +
		'Leave "cc" and "bcc" empty unless the task asks for them.',
	summary: ({ to, subject }, book) => ({
		title: `Mail to ${recipients(to, book)}`,
		snippet: subject,
		intent: 'put a draft in your Gmail'
	}),
	note: (_payload, account) =>
		account
			? `Nothing is sent. You will find it under Drafts in ${account}.`
			: 'Nothing is sent. You will find it under Drafts in the Gmail that you connect.',
	preview: ({ to, cc, bcc, subject, body, threadId, inReplyTo }) => ({
		shape: 'mail',
		to,
		cc,
		bcc,
		subject,
		body,
		reply: Boolean(threadId || inReplyTo)
	}),
	targets: ({ to, cc, bcc }) =>
		[...to, ...cc, ...bcc].map((address) => ({
			kind: 'email',
			value: bareAddress(address),
			label: address
		})),
	async prepare({ google }, _payload, { accessToken, accountEmail, key }) {
		const { email, historyId } = await google.profile(accessToken);
		if (email.toLowerCase() !== accountEmail.toLowerCase())
			throw new NeedsHuman('other_account', `The mailbox is ${email} now, not ${accountEmail}.`);
		return { historyId, found: await google.findDrafts(accessToken, messageIdOf(key)) };
	},
	async dispatch(deps, payload, { accessToken, accountEmail, key, prepared: { found } }) {
		const drafts =
			found.length > 0 ? found : [await deps.google.createDraft(accessToken, mailOf(payload, key))];
		return receiptOf(deps, drafts, accountEmail);
	},
	reconcile: lookForDraft
};

/** Google's search finds a draft only after a while, so that an early silence means nothing. */
async function lookForDraft(
	deps: EffectDeps,
	{ subject }: DraftEmail,
	effect: Effect<Prepared>
): Promise<Finding> {
	const found = await deps.google.findDrafts(effect.accessToken, messageIdOf(effect.key));
	if (found.length > 0) return { outcome: 'found', receipt: receiptOf(deps, found, effect.accountEmail) };
	if (effect.sentSecondsAgo < deps.effectLagSeconds) return { outcome: 'not_yet' };
	const { historyId } = await deps.google.profile(effect.accessToken);
	if (historyId === effect.prepared.historyId) return { outcome: 'absent' };
	return {
		outcome: 'undecidable',
		message:
			`Google did not answer, and the mailbox ${effect.accountEmail} has changed since. ` +
			`Please look in Drafts and Sent for “${subject}”, then say whether it is there.`
	};
}

function messageIdOf(key: string): string {
	return `<${key}>`;
}

function mailOf(payload: DraftEmail, key: string): DraftMail {
	const { to, cc, bcc, subject, body, inReplyTo = null, threadId = null } = payload;
	return { messageId: messageIdOf(key), to, cc, bcc, subject, body, inReplyTo, threadId };
}

function receiptOf({ google }: EffectDeps, found: Draft[], email: string): Receipt {
	const [draft] = found;
	const more =
		found.length > 1
			? ` It is there ${found.length} times; we never delete, so please remove the others.`
			: '';
	return {
		label: 'Open the draft',
		url: draft ? google.draftUrl(draft, email) : null,
		detail: `Under Drafts in ${email}. Nothing was sent.${more}`
	};
}

/**
 * `priya@harbour.example` of `Priya Shah <Priya@Harbour.example>`. Anything odder stays whole and so is no address that
 * anybody has named. Only A to Z are made small: another letter that turns into one of them is another address.
 */
export function bareAddress(address: string): string {
	const inner = /^[^<>@]*<([^<>@\s]+@[^<>@\s]+)>$/.exec(address.trim())?.[1];
	return (inner ?? address.trim()).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** `Priya Shah` of `Priya Shah <priya@harbour.example>`; empty when the address stands alone. */
export function nameIn(address: string): string {
	return /^\s*"?([^"<]+?)"?\s*</.exec(address)?.[1] ?? '';
}

/** `Priya Shah` · `Priya Shah and 2 others` */
function recipients(to: string[], book: AddressBook): string {
	const [first = '', ...others] = to;
	const name = nameIn(first) || knownAs(bareAddress(first), book);
	if (others.length === 0) return name;
	return `${name} and ${others.length === 1 ? 'one other' : `${others.length} others`}`;
}

/** What the address book calls somebody of whom only the address was written. */
function knownAs(address: string, book: AddressBook): string {
	return book.find(({ kind, value }) => kind === 'email' && value === address)?.label || address;
}
