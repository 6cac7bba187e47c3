import type { Session } from '#lib/schemas/account.ts';
import type { App } from '#server/app.ts';
import type { SessionToken } from '#server/ports/sessions.ts';

/** What a procedure knows about the request it serves, whichever face it came through. */
export type Context = {
	app: App;
	session: Session | null;
	/** Why nobody knows whose session the cookie is; then `session` is null, but they are not signed out. */
	sessionProblem?: unknown;
	/** The cookie's raw token, for signing out. */
	sessionToken: string | null;
	/** Sets the session cookie, or clears it with null. */
	setSession(token: SessionToken | null): void;
	/** What an earlier sign-in left in this browser, and how the next one leaves it. */
	device: { token: string | null; remember(token: string): void };
	requestId: string;
	clientAddress: string;
	/** What the browser, or a program, says it is. */
	userAgent: string;
	idempotencyKey: string | null;
	/** What the answer says beside its body, whichever face it leaves through. */
	answer: { headers: Headers; status?: number };
};
