import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { AppRouter } from '#server/trpc/router.ts';

const url = '/api/trpc';

/** The browser's client. An idempotency key goes with a call as `{ context: { idempotencyKey } }`. */
export const api = createTRPCClient<AppRouter>({
	links: [
		splitLink({
			condition: (op) => op.type === 'subscription',
			true: httpSubscriptionLink({ url }),
			false: httpBatchLink({
				url,
				maxItems: 10,
				headers({ opList }): Record<string, string> {
					const key = opList[0].context.idempotencyKey;
					return typeof key === 'string' ? { 'idempotency-key': key } : {};
				}
			})
		})
	]
});
