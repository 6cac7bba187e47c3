import type { Session } from '#lib/schemas/account.ts';

export type SessionToken = { token: string; expiresAt: Date };

/** A session as it is kept, and until when it is good. */
export type StoredSession = { session: Session; expiresAt: Date; lastSeenAt: Date };

export type Sessions = {
	create(userId: string, workspaceId: string): Promise<SessionToken>;
	/** Null when the token is unknown or expired. `renewed` when the cookie must be sent again. */
	validate(token: string): Promise<{ session: Session; renewed: SessionToken | null } | null>;
	/** The id that it is kept under, which opens nothing. */
	idOf(token: string): string;
	invalidate(token: string): Promise<void>;
};
