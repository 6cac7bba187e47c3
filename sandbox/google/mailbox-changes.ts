import { randomBytes } from 'node:crypto';
import type { Account, State, StoredDraft } from './state.ts';
import type { ReadMail } from './gmail-message.ts';

/** Sixteen hex digits that grow, as Gmail’s message ids do. */
export function newMessageId(state: State): string {
	const number = state.nextNumber++;
	return (0x19a0_0000_0000_0000n + BigInt(number) * 0x1_0000n + BigInt(randomBytes(2).readUInt16BE()))
		.toString(16)
		.padStart(16, '0');
}

export function newDraftId(): string {
	return `r${randomBytes(8).readBigInt64BE()}`;
}

/** What the owner does by hand. Each change moves the history on, as every change of a real mailbox does. */
export function sendByHand(account: Account, draft: StoredDraft): void {
	account.drafts = account.drafts.filter(({ id }) => id !== draft.id);
	account.sent.push(draft);
	account.historyId += 3;
}

export function deleteByHand(account: Account, draft: StoredDraft): void {
	account.drafts = account.drafts.filter(({ id }) => id !== draft.id);
	account.historyId += 2;
}

/** Gmail’s own editor writes the mail anew: another message id and another Message-ID header. */
export function editByHand(
	state: State,
	account: Account,
	draft: StoredDraft,
	edited: { raw: string; read: ReadMail }
): void {
	Object.assign(draft, edited.read, {
		raw: edited.raw,
		messageId: newMessageId(state),
		editedAt: Date.now()
	});
	account.historyId += 2;
}
