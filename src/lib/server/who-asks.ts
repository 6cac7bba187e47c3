import type { Session } from '#lib/schemas/account.ts';
import type { App } from './app.ts';
import { getSession } from './domain/account/get-session.ts';
import type { SessionToken } from './ports.ts';

/** `problem` is why the cookie could not be looked up: whoever sent it is neither signed in nor out until it can be. */
export type WhoAsks = { session: Session | null; renewed: SessionToken | null; problem: unknown };

/** Whose session a cookie is. Never throws, so that pages and the API can say in their own way that the database is away. */
export async function whoAsks(app: Pick<App, 'db' | 'sessions'>, token: string | null): Promise<WhoAsks> {
	if (!token) return { session: null, renewed: null, problem: null };
	try {
		const who = await app.sessions.validate(token);
		const session = who && (await getSession(app, who));
		return { session, renewed: who?.renewed ?? null, problem: null };
	} catch (problem) {
		return { session: null, renewed: null, problem };
	}
}
