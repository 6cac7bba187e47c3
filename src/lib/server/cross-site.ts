const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * True for a write that a browser makes on behalf of another site. Browsers put Origin (and today
 * Sec-Fetch-Site) on every such request, and a page cannot remove them; a request with neither comes from a program.
 * A form can be posted without a script's help, so a form without an Origin is refused as well.
 */
export function isCrossSiteWrite(request: Request, origin: string): boolean {
	if (readOnly.has(request.method)) return false;
	const from = request.headers.get('origin');
	if (from !== null) return from !== origin;
	const site = request.headers.get('sec-fetch-site');
	if (site !== null) return site !== 'same-origin';
	return /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i.test(
		request.headers.get('content-type') ?? ''
	);
}
