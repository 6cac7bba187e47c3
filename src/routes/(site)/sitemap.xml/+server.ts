import type { RequestHandler } from './$types';
import { sitePages } from '../site-pages.ts';

/** Every page of the site, for search engines. Not those behind an account, and no form of a workspace. */
export const GET: RequestHandler = ({ url }) => {
	const addresses = ['/', ...sitePages.map(({ path }) => path)].map((path) => `${url.origin}${path}`);
	const entries = addresses.map((address) => `\t<url><loc>${address}</loc></url>`).join('\n');
	const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries}
</urlset>
`;
	return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
