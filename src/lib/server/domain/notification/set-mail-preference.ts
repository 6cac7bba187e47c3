import type { MailPreference } from '#lib/schemas/notification.ts';
import type { Db } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

/** Each member chooses for themselves, and per workspace. What waits to be sent is held to it too. */
export async function setMailPreference(
	deps: { db: Db },
	actor: Actor,
	mailPreference: MailPreference
): Promise<void> {
	const { workspaceId, userId } = actor;
	await deps.db.membership.update({
		where: { workspaceId_userId: { workspaceId, userId } },
		data: { mailPreference }
	});
}
