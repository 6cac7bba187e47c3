import type { Session } from '#lib/schemas/account.ts';
import type { App } from './app.ts';
import type { SessionToken } from './ports/sessions.ts';

/** `problem` is why the cookie could not be looked up: whoever sent it is neither signed in nor out until it can be. */
export type ResolvedSession = { session: Session | null; renewed: SessionToken | null; problem: unknown };

/** Whose session a cookie is. Never throws, so that pages and the API can say in their own way that the database is away. */
export async function resolveSession(
	app: Pick<App, 'sessions'>,
	token: string | null
): Promise<ResolvedSession> {
	if (!token) return { session: null, renewed: null, problem: null };
	try {
		const known = await app.sessions.validate(token);
		return { session: known?.session ?? null, renewed: known?.renewed ?? null, problem: null };
	} catch (problem) {
		return { session: null, renewed: null, problem };
	}
}
