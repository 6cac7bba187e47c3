import type { RequestHandler } from './$types';

/** RFC 9116 wants it to be looked at within a year; what is computed on each request never goes stale. */
const goodForDays = 180;

export const GET: RequestHandler = async ({ url, locals }) => {
	const { operator } = await locals.api.site.facts();
	const expires = new Date(Date.now() + goodForDays * 24 * 60 * 60 * 1_000);
	expires.setUTCHours(0, 0, 0, 0);
	const lines = [
		...(operator.email ? [`Contact: mailto:${operator.email}`] : []),
		`Contact: ${url.origin}/contact`,
		`Expires: ${expires.toISOString().replace('.000Z', 'Z')}`,
		'Preferred-Languages: en',
		`Canonical: ${url.origin}/.well-known/security.txt`,
		`Policy: ${url.origin}/security#report`
	];
	return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
