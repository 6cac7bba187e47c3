import { createHash } from 'node:crypto';
import { Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Db, Sessions } from '#server/ports.ts';

const lifetime = new TimeSpan(30, 'd');

type SessionAttributes = { activeWorkspaceId: string };

declare module 'lucia' {
	interface Register {
		Lucia: Lucia;
		DatabaseSessionAttributes: SessionAttributes;
	}
}

function hashOf(sessionId: string): string {
	return createHash('sha256').update(sessionId).digest('hex');
}

/** Lucia hands us raw session ids, which are the cookie's secret; only their hashes are stored. */
function createAdapter(db: Db): Adapter {
	return {
		async getSessionAndUser(sessionId) {
			const row = await db.session.findUnique({ where: { id: hashOf(sessionId) } });
			if (!row) return [null, null];
			const { userId, expiresAt, activeWorkspaceId } = row;
			return [
				{ id: sessionId, userId, expiresAt, attributes: { activeWorkspaceId } },
				{ id: userId, attributes: {} }
			];
		},
		async getUserSessions() {
			throw new Error('Session tokens are not stored, so they cannot be listed.');
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			const { activeWorkspaceId } = attributes;
			await db.session.create({ data: { id: hashOf(id), userId, expiresAt, activeWorkspaceId } });
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

/** Sessions of 30 days that renew themselves in the second half of their life. */
export function createSessions(db: Db): Sessions {
	const lucia = new Lucia(createAdapter(db), {
		sessionExpiresIn: lifetime,
		getSessionAttributes: ({ activeWorkspaceId }) => ({ activeWorkspaceId })
	});
	return {
		async create(userId, activeWorkspaceId) {
			const session = await lucia.createSession(userId, { activeWorkspaceId });
			return { token: session.id, expiresAt: session.expiresAt };
		},
		async validate(token) {
			const { session } = await lucia.validateSession(token);
			if (!session) return null;
			const renewed = session.fresh ? { token, expiresAt: session.expiresAt } : null;
			const { activeWorkspaceId } = session as typeof session & SessionAttributes;
			return { userId: session.userId, workspaceId: activeWorkspaceId, renewed };
		},
		invalidate: (token) => lucia.invalidateSession(token)
	};
}
