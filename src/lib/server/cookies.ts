import type { Cookies } from '@sveltejs/kit';
import type { SessionToken } from './ports/sessions.ts';

const name = 'session';

export function readSessionCookie(cookies: Cookies): string | null {
	return cookies.get(name) ?? null;
}

/** Far longer than a session: it opens nothing by itself. */
const device = { name: 'device', maxAge: 400 * 24 * 60 * 60 };

export function readDeviceCookie(cookies: Cookies): string | null {
	return cookies.get(device.name) ?? null;
}

export function writeDeviceCookie(cookies: Cookies, token: string, secure: boolean): void {
	const { name, maxAge } = device;
	cookies.set(name, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge });
}

/** `secure` follows ORIGIN: a cookie marked Secure would never come back over plain http. */
export function writeSessionCookie(cookies: Cookies, token: SessionToken | null, secure: boolean): void {
	const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
	if (token) cookies.set(name, token.token, { ...options, expires: token.expiresAt });
	else cookies.delete(name, options);
}
