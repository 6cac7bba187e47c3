import type { RequestHandler } from './$types';

/* Pages behind an account send a visitor to signing in, so a search engine has nothing to look for there. */
const behindAccounts = [
	'/agents',
	'/api/',
	'/billing',
	'/dashboard',
	'/forms/',
	'/inbox',
	'/integrations',
	'/settings',
	'/tasks',
	'/workflows'
];

export const GET: RequestHandler = ({ url }) => {
	const lines = [
		'User-agent: *',
		...behindAccounts.map((path) => `Disallow: ${path}`),
		'',
		`Sitemap: ${url.origin}/sitemap.xml`
	];
	return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
