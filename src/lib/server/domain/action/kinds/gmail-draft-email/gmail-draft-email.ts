import { z } from 'zod';
import { bareAddress } from '#lib/email-addresses.ts';
import { DraftEmail, type Receipt } from '#lib/schemas/action.ts';
import type { JsonObject } from '#server/ports/db.ts';
import type { Draft, DraftMail, GoogleClient } from '#server/ports/google.ts';
import { googleAccount } from '../../../connection/connect.ts';
import type { AddressBook } from '../../../address-book/target.ts';
import { NeedsHuman, type Effect, type EffectDeps, type Finding, type KindModule } from '../../kind.ts';

type Prepared = JsonObject & {
	/** Where the mailbox stood before the draft: when it has not moved since, nothing was done in it. */
	historyId: string;
	/** The draft that is there already: a try of long ago had arrived after all, or we come from a backup. */
	found: Draft[];
};

const { to, cc, bcc } = DraftEmail.shape;
const listed = (list: z.ZodType<string[]>) =>
	z.preprocess((value) => (typeof value === 'string' ? [value] : (value ?? [])), list);

/** Which mail this answers is not a model's to say, for it cannot know; lists that it leaves out are empty. */
const Proposal = DraftEmail.omit({ inReplyTo: true, threadId: true }).extend({
	to: listed(to),
	cc: listed(cc),
	bcc: listed(bcc)
});

/** A draft in the business's Gmail. There is no code path that sends it. */
export const gmailDraftEmail: KindModule<DraftEmail, Prepared, GoogleClient> = {
	kind: 'gmail.draftEmail',
	label: 'Drafts in your Gmail',
	noun: { one: 'draft', many: 'drafts' },
	needs: googleAccount('gmail'),
	shape: 'mail',
	snippetTravels: true,
	mayBeAutomatic: true,
	words: {
		short: {
			off: 'Puts no mails into your Drafts.',
			ask: 'Puts mails into your Drafts, and asks you about each one. You send them yourself.',
			auto: 'Puts mails into your Drafts without asking. You send them yourself.'
		},
		long: {
			off: 'Never proposes a mail. You still get the text to copy.',
			ask: 'Proposes each mail, and you decide. You send it yourself.',
			auto: 'Puts mails into your Drafts without asking, except to somebody new. You send them yourself.'
		}
	},
	payload: DraftEmail,
	proposal: Proposal,
	guide: () =>
		'"gmail.draftEmail": an e-mail draft in the business\'s Gmail; it is never sent. ' +
		'Its payload is {"to": [addresses], "cc": [addresses], "bcc": [addresses], "subject": text, "body": plain text}. ' +
		'Leave "cc" and "bcc" empty unless the task asks for them.',
	summary: ({ to, cc, bcc, subject }, book) => ({
		title: `Mail to ${recipients([...to, ...cc, ...bcc], book)}`,
		snippet: subject,
		intent: 'put this into your Drafts'
	}),
	note: (_payload, account) =>
		account
			? `You send it yourself, from ${account}.`
			: 'You send it yourself, from the Gmail that you connect.',
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
		[...to, ...cc, ...bcc].map((address, position) => ({
			kind: 'email',
			value: bareAddress(address),
			label: address,
			copied: position >= to.length
		})),
	async prepare({ client }, _payload, { key }) {
		const { email, historyId } = await client.profile();
		if (email.toLowerCase() !== client.account.email.toLowerCase())
			throw new NeedsHuman('other_account', `The mailbox is ${email} now, not ${client.account.email}.`);
		return { historyId, found: await client.findDrafts(messageIdOf(key)) };
	},
	async dispatch({ client }, payload, { key, prepared: { found } }) {
		const drafts = found.length > 0 ? found : [await client.createDraft(mailOf(payload, key))];
		return receiptOf(client, drafts);
	},
	reconcile: lookForDraft
};

/** Google's search finds a draft only after a while, so that an early silence means nothing. */
async function lookForDraft(
	{ client, effectLagSeconds }: EffectDeps<GoogleClient>,
	{ subject }: DraftEmail,
	effect: Effect<Prepared>
): Promise<Finding> {
	const found = await client.findDrafts(messageIdOf(effect.key));
	if (found.length > 0) return { outcome: 'found', receipt: receiptOf(client, found) };
	if (effect.sentSecondsAgo < effectLagSeconds) return { outcome: 'not_yet' };
	const { historyId } = await client.profile();
	if (historyId === effect.prepared.historyId) return { outcome: 'absent' };
	return {
		outcome: 'undecidable',
		message:
			`Google did not answer, and the mailbox ${client.account.email} has changed since. ` +
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

function receiptOf(client: GoogleClient, found: Draft[]): Receipt {
	const { email } = client.account;
	const [draft] = found;
	const more =
		found.length > 1
			? ` It is there ${found.length} times; we never delete, so please remove the others.`
			: '';
	return {
		label: 'Open the draft',
		url: draft ? client.draftUrl(draft, email) : null,
		detail: `Under Drafts in ${email}. You send it yourself.${more}`
	};
}

/** `Priya Shah and 2 more`, copies counted. Only the address book gives names: the agent's own may be anybody's. */
function recipients(addresses: string[], book: AddressBook): string {
	const [first = '', ...others] = [...new Set(addresses.map(bareAddress))];
	const name = book.find(({ kind, value }) => kind === 'email' && value === first)?.label || first;
	return others.length === 0 ? name : `${name} and ${others.length} more`;
}
