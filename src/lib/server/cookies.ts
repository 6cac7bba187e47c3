import type { Cookies } from '@sveltejs/kit';
import type { SessionToken } from './ports.ts';

const name = 'session';

export function readSessionCookie(cookies: Cookies): string | null {
	return cookies.get(name) ?? null;
}

/** `secure` follows ORIGIN: a cookie marked Secure would never come back over plain http. */
export function writeSessionCookie(cookies: Cookies, token: SessionToken | null, secure: boolean): void {
	const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
	if (token) cookies.set(name, token.token, { ...options, expires: token.expiresAt });
	else cookies.delete(name, options);
}
