import { createHash } from 'node:crypto';
import { Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Session } from '#lib/schemas/account.ts';
import type { Db } from '#server/ports/db.ts';
import type { Sessions, StoredSession } from '#server/ports/sessions.ts';

const lifetime = new TimeSpan(30, 'd');

/** Of one person; a program that signs in for every request ends its own oldest ones. */
const mostSessions = 100;

type SessionAttributes = { activeWorkspaceId: string };
/** All that a request asks of its session comes with it. */
type UserAttributes = { session: Session; lastSeenAt: Date };

/** When somebody was last here is kept to ten minutes, or every request would write. */
const seenMillis = 10 * 60_000;

type ReadSession = (tokenHash: string) => Promise<StoredSession | null>;

declare module 'lucia' {
	interface Register {
		Lucia: Lucia;
		DatabaseSessionAttributes: SessionAttributes;
		DatabaseUserAttributes: UserAttributes;
	}
}

function hashOf(sessionId: string): string {
	return createHash('sha256').update(sessionId).digest('hex');
}

/** Lucia hands us raw session ids, which are the cookie's secret; only their hashes are stored. */
function createAdapter(db: Db, read: ReadSession): Adapter {
	return {
		async getSessionAndUser(sessionId) {
			const stored = await read(hashOf(sessionId));
			if (!stored) return [null, null];
			const { session, expiresAt, lastSeenAt } = stored;
			const activeWorkspaceId = session.workspace.id;
			const userId = session.user.id;
			return [
				{ id: sessionId, userId, expiresAt, attributes: { activeWorkspaceId } },
				{ id: userId, attributes: { session, lastSeenAt } }
			];
		},
		async getUserSessions() {
			throw new Error('Session tokens are not stored, so they cannot be listed.');
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			const { activeWorkspaceId } = attributes;
			await db.session.create({ data: { id: hashOf(id), userId, expiresAt, activeWorkspaceId } });
			await db.$executeRaw`
				delete from sessions where id in (
					select id from sessions where user_id = ${userId}::uuid order by expires_at desc offset ${mostSessions}
				)`;
		},
		async updateSessionExpiration(sessionId, expiresAt) {
			await db.session.updateMany({ where: { id: hashOf(sessionId) }, data: { expiresAt } });
		},
		async deleteSession(sessionId) {
			await db.session.deleteMany({ where: { id: hashOf(sessionId) } });
		},
		async deleteUserSessions(userId) {
			await db.session.deleteMany({ where: { userId } });
		},
		async deleteExpiredSessions() {
			await db.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
		}
	};
}

async function noteSeen(db: Db, token: string, lastSeenAt: Date): Promise<void> {
	if (Date.now() - lastSeenAt.getTime() < seenMillis) return;
	await db.session.updateMany({ where: { id: hashOf(token) }, data: { lastSeenAt: new Date() } });
}

/** Sessions of 30 days that renew themselves in the second half of their life. */
export function createSessions(db: Db, read: ReadSession): Sessions {
	const lucia = new Lucia(createAdapter(db, read), {
		sessionExpiresIn: lifetime,
		getUserAttributes: ({ session, lastSeenAt }) => ({ session, lastSeenAt })
	});
	return {
		async create(userId, activeWorkspaceId) {
			const session = await lucia.createSession(userId, { activeWorkspaceId });
			return { token: session.id, expiresAt: session.expiresAt };
		},
		async validate(token) {
			const { session, user } = await lucia.validateSession(token);
			if (!session) return null;
			const renewed = session.fresh ? { token, expiresAt: session.expiresAt } : null;
			const known = user as typeof user & UserAttributes;
			await noteSeen(db, token, known.lastSeenAt);
			return { session: known.session, renewed };
		},
		idOf: hashOf,
		invalidate: (token) => lucia.invalidateSession(token)
	};
}
