import { error } from '@sveltejs/kit';

const statuses: Record<string, number> = {
	BAD_REQUEST: 404,
	UNAUTHORIZED: 401,
	FORBIDDEN: 403,
	NOT_FOUND: 404,
	SERVICE_UNAVAILABLE: 503
};

/** Awaits an API call of a load function; a refusal becomes the error page of its status. */
export async function loaded<Result>(call: Promise<Result>): Promise<Result> {
	try {
		return await call;
	} catch (refusal) {
		const code = refusal instanceof Error && 'code' in refusal ? String(refusal.code) : '';
		const status = statuses[code];
		// What an address asked for wrongly is told in the page's own words, not in those of a schema.
		if (code === 'BAD_REQUEST') error(404, 'Not found');
		if (status && refusal instanceof Error) error(status, refusal.message);
		throw refusal;
	}
}
