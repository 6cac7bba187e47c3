const here = 'http://here.invalid';
const looped = ['/sign-in', '/sign-up', '/sign-out', '/api'];

/** Where to go after signing in: a path on this site, else `fallback`. Other sites and other schemes are refused. */
export function safeNext(next: string | null, fallback = '/dashboard'): string {
	// Browsers drop tabs and line breaks inside an address and read a backslash as a slash, so none is let in.
	if (!next || !/^\/(?!\/)[^\\\u0000-\u001f\u007f]*$/.test(next)) return fallback;
	if (!URL.canParse(next, here)) return fallback;
	const { origin, pathname, search, hash } = new URL(next, here);
	const leadsBack = looped.some((path) => pathname === path || pathname.startsWith(`${path}/`));
	if (origin !== here || pathname.startsWith('//') || leadsBack) return fallback;
	return pathname + search + hash;
}
