import type { MemberRole } from '#lib/schemas/account.ts';
import type { MailPreference, NotificationKind } from '#lib/schemas/notification.ts';
import type { Letter } from '#server/letter.ts';
import type { Clock, Db } from '#server/ports.ts';

export type ComposeDeps = { db: Db; clock: Clock; config: { origin: string } };

/** A notification and its member, as both are now. */
export type Addressed = {
	workspaceId: string;
	userId: string;
	kind: NotificationKind;
	eventIds: string[];
	email: string;
	name: string;
	role: MemberRole;
	preference: MailPreference;
	workspace: string;
	timeZone: string;
};

/** The letter without the line that is under each of them. Its heading is the subject too. */
export type Content = Omit<Letter, 'footer'>;

export function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}

export function manages({ role }: Pick<Addressed, 'role'>): boolean {
	return role === 'owner' || role === 'admin';
}

export function mayReview({ role }: Pick<Addressed, 'role'>): boolean {
	return role !== 'member';
}

/** The connection that somebody has to make anew; null while it works or there is none. */
export function lostConnection(db: Db, workspaceId: string): Promise<{ accountEmail: string } | null> {
	return db.integration.findFirst({
		where: { workspaceId, status: 'needs_reauth' },
		select: { accountEmail: true }
	});
}
