import type { WriteAllowance } from './domain/access/count-write.ts';

/** The names of the standard in the making (draft-ietf-httpapi-ratelimit-headers-07). */
export function setRateLimitHeaders(
	headers: Headers,
	{ limit, remaining, resetSeconds }: WriteAllowance
): void {
	headers.set('ratelimit-limit', String(limit));
	headers.set('ratelimit-remaining', String(remaining));
	headers.set('ratelimit-reset', String(resetSeconds));
}
