import { DraftEmail } from '#lib/schemas/action.ts';
import type { JsonObject } from '#server/ports.ts';
import type { KindModule } from '../kind.ts';

type Prepared = JsonObject & { historyId: string };

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
	summary: ({ to, subject }) => ({
		title: `Mail to ${recipients(to)}`,
		snippet: subject,
		intent: 'put a draft in your Gmail'
	}),
	note: (_payload, account) =>
		account
			? `Nothing is sent. You will find it under Drafts in ${account}.`
			: 'Nothing is sent. You will find it under Drafts in the Gmail that you connect.',
	preview: ({ to, cc, bcc, subject, body, threadId }) => ({
		shape: 'mail',
		to,
		cc,
		bcc,
		subject,
		body,
		reply: Boolean(threadId)
	}),
	targets: ({ to, cc, bcc }) =>
		[...to, ...cc, ...bcc].map((address) => ({
			kind: 'email',
			value: bareAddress(address),
			label: address
		})),
	prepare: () => Promise.reject(new Error('Not built yet.')),
	dispatch: () => Promise.reject(new Error('Not built yet.')),
	reconcile: () => Promise.reject(new Error('Not built yet.'))
};

/** `priya@harbour.example` of `Priya Shah <Priya@Harbour.example>` */
export function bareAddress(address: string): string {
	return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}

/** `Priya Shah` · `Priya Shah and 2 others` */
function recipients(to: string[]): string {
	const [first = '', ...others] = to;
	const name = /^\s*"?([^"<]+?)"?\s*</.exec(first)?.[1] ?? bareAddress(first);
	if (others.length === 0) return name;
	return `${name} and ${others.length === 1 ? 'one other' : `${others.length} others`}`;
}
