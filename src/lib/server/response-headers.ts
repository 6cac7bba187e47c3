import type { WriteAllowance } from './domain/access/count-write.ts';

/** What no page of ours uses, so that nothing put into one can either. */
const unused = [
	'camera',
	'microphone',
	'geolocation',
	'payment',
	'usb',
	'serial',
	'display-capture',
	'browsing-topics'
];

const always: Record<string, string> = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'strict-origin-when-cross-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': unused.map((name) => `${name}=()`).join(', ')
};

/** A year, as browsers ask for before they remember it. */
const onlyHttps = 'max-age=31536000; includeSubDomains';

/** `own` is true for what belongs to whoever asked: it is kept in no cache, on no disk. */
export function harden(
	response: Response,
	{ requestId, https, own }: { requestId: string; https: boolean; own: boolean }
): Response {
	const { headers } = response;
	headers.set('x-request-id', requestId);
	for (const [name, value] of Object.entries(always)) headers.set(name, value);
	if (https) headers.set('strict-transport-security', onlyHttps);
	if (own && !headers.get('content-type')?.startsWith('text/event-stream'))
		headers.set('cache-control', 'private, no-store');
	return response;
}

/** Everything the API says, and every page of somebody who has a session. */
export function isOwn(pathname: string, hasSession: boolean): boolean {
	return hasSession || pathname.startsWith('/api/');
}

/** The names of the standard in the making (draft-ietf-httpapi-ratelimit-headers-07). */
export function setRateLimitHeaders(
	headers: Headers,
	{ limit, remaining, resetSeconds }: WriteAllowance
): void {
	headers.set('ratelimit-limit', String(limit));
	headers.set('ratelimit-remaining', String(remaining));
	headers.set('ratelimit-reset', String(resetSeconds));
}
