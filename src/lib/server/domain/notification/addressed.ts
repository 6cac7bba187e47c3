import { abilitiesOf, can, type Ability, type Role } from '#lib/access.ts';
import type { MailPreference, NotificationKind } from '#lib/schemas/notification.ts';
import type { EmailContent } from '#server/email-template.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';

export type ComposeDeps = {
	db: Db;
	clock: Clock;
	config: { origin: string; appSecret: string; mail: { mailbox: string | null } | null };
};

/** A notification and its member, as both are now. */
export type Addressed = {
	workspaceId: string;
	userId: string;
	kind: NotificationKind;
	eventIds: string[];
	email: string;
	/** Whether they have said that the address is theirs. */
	verified: boolean;
	name: string;
	role: Role;
	preference: MailPreference;
	workspace: string;
	timeZone: string;
	/** Of a mail about the account itself: what it tells. */
	mail: unknown;
};

/** The mail without the line that is under each of them. Its heading is the subject too. */
export type Content = Omit<EmailContent, 'footer'>;

export function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Whether the member may do this as things are now, whatever they might when it happened. */
export function memberCan({ role }: Pick<Addressed, 'role'>, ability: Ability): boolean {
	return can({ abilities: abilitiesOf[role] }, ability);
}

/** The connection that somebody has to make anew; null while it works or there is none. */
export function lostConnection(db: Db, workspaceId: string): Promise<{ accountEmail: string } | null> {
	return db.integration.findFirst({
		where: { workspaceId, status: 'needs_reauth' },
		select: { accountEmail: true }
	});
}
