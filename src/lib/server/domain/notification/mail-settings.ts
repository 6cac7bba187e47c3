import { MailPreference, type MailSettings } from '#lib/schemas/notification.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, memberOf, type Actor } from '../access/actor.ts';

export type Delivery = { config: { mail: { mailbox: string | null } | null } };

/** When this member wants mail from this workspace, and where it goes. */
export async function getMailSettings(deps: { db: Db } & Delivery, actor: Actor): Promise<MailSettings> {
	authorise(actor, 'view');
	const { workspaceId } = actor;
	const userId = memberOf(actor);
	const member = await deps.db.membership.findUniqueOrThrow({
		where: { workspaceId_userId: { workspaceId, userId } },
		select: { mailPreference: true, user: { select: { email: true } } }
	});
	const { mail } = deps.config;
	return {
		preference: MailPreference.parse(member.mailPreference),
		email: member.user.email,
		delivery: mail === null ? 'none' : mail.mailbox === null ? 'server' : 'sandbox',
		mailboxUrl: mail?.mailbox ?? null
	};
}

/** Each member chooses for themselves, and per workspace. What waits to be sent is held to it too. */
export async function setMailPreference(
	deps: { db: Db },
	actor: Actor,
	mailPreference: MailPreference
): Promise<void> {
	authorise(actor, 'view');
	const { workspaceId } = actor;
	const userId = memberOf(actor);
	await deps.db.membership.update({
		where: { workspaceId_userId: { workspaceId, userId } },
		data: { mailPreference }
	});
}
