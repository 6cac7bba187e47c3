import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { AppRouter } from '#server/trpc/router.ts';

const url = '/api/trpc';
/** Browsers let 64 kB in all outlive a page, and refuse what is more. */
const outlivingCharacters = 8_000;

/** What was decided a moment before the tab was closed still arrives. */
const send = (input: RequestInfo | URL | string, init?: { method?: string; body?: unknown }) => {
	const { body } = init ?? {};
	const keepalive = typeof body === 'string' && body.length <= outlivingCharacters;
	return fetch(input, { ...(init as RequestInit), keepalive });
};

/** The browser's client. An idempotency key goes with a call as `{ context: { idempotencyKey } }`. */
export const api = createTRPCClient<AppRouter>({
	links: [
		splitLink({
			condition: (op) => op.type === 'subscription',
			true: httpSubscriptionLink({ url }),
			false: httpBatchLink({
				url,
				maxItems: 10,
				fetch: send,
				headers({ opList }): Record<string, string> {
					const key = opList[0].context.idempotencyKey;
					return typeof key === 'string' ? { 'idempotency-key': key } : {};
				}
			})
		})
	]
});
