import { expect } from '@playwright/test';
import type { BrowserContext } from '@playwright/test';

export type Ask = <Answer = { id: string }>(
	method: string,
	path: string,
	data?: unknown,
	headers?: Record<string, string>
) => Promise<Answer>;

/** Asks the API as whoever is signed in on the context. Whatever is refused fails the journey. */
export function askOn(context: BrowserContext, baseURL: string | undefined): Ask {
	// The header that a browser sends by itself: writes from elsewhere are refused.
	const origin = baseURL ?? '';
	return async <Answer>(method: string, path: string, data?: unknown, headers = {}) => {
		const options = { method, data, headers: { origin, ...headers } };
		const answer = await context.request.fetch(path, options);
		expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
		return (await answer.json()) as Answer;
	};
}
