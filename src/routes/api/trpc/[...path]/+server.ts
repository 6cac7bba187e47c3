import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { appRouter } from '#server/trpc/router.ts';
import type { RequestHandler } from './$types';

const maxBatchSize = 10;

const handle: RequestHandler = ({ request, locals }) =>
	fetchRequestHandler({
		endpoint: '/api/trpc',
		req: request,
		router: appRouter,
		createContext: () => locals.context,
		responseMeta: () => locals.context.answer,
		maxBatchSize
	});

export const GET = handle;
export const POST = handle;
