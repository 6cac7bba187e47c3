import { z } from 'zod';
import type { Draft, Google } from '#server/ports/google.ts';
import type { Calls } from './calls.ts';
import { mailMessage } from './mail-message.ts';
import type { Sdk } from './sdk.ts';

const Profile = z.object({ emailAddress: z.string().min(1), historyId: z.string().min(1) });
const DraftAnswer = z
	.object({
		id: z.string().min(1),
		message: z.object({ id: z.string().min(1), threadId: z.string().min(1) })
	})
	.transform(({ id, message }): Draft => ({
		draftId: id,
		messageId: message.id,
		threadId: message.threadId
	}));
const DraftList = z.object({ drafts: z.array(DraftAnswer).default([]) });

type GmailMethods = Pick<Google, 'profile' | 'createDraft' | 'findDrafts' | 'draftUrl'>;

/** The connected person's own mailbox. Drafts only: there is no call here that sends. */
export function gmailMethods({ mailbox }: Pick<Sdk, 'mailbox'>, calls: Calls, pages: string): GmailMethods {
	const users = async () => (await mailbox()).users;
	return {
		async profile(accessToken) {
			const { emailAddress, historyId } = await calls.read({
				accessToken,
				answer: Profile,
				send: async (options) => (await users()).getProfile({ userId: 'me' }, options)
			});
			return { email: emailAddress, historyId };
		},
		async createDraft(accessToken, draft) {
			const raw = Buffer.from(mailMessage(draft)).toString('base64url');
			const message = draft.threadId === null ? { raw } : { raw, threadId: draft.threadId };
			return calls.write({
				accessToken,
				answer: DraftAnswer,
				send: async (options) =>
					(await users()).drafts.create({ userId: 'me', requestBody: { message } }, options)
			});
		},
		async findDrafts(accessToken, messageId) {
			const q = `rfc822msgid:${messageId.replace(/^<|>$/g, '')}`;
			const found = await calls.read({
				accessToken,
				answer: DraftList,
				send: async (options) => (await users()).drafts.list({ userId: 'me', q }, options)
			});
			return found.drafts;
		},
		draftUrl: (draft, email) =>
			`${pages}/mail/?authuser=${encodeURIComponent(email)}#drafts?compose=${encodeURIComponent(draft.messageId)}`
	};
}
