import type { MailPreference } from '#lib/schemas/notification.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, memberOf, type Actor } from '../access/actor.ts';

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
