import { createOpenApiFetchHandler, generateOpenApiDocument } from 'trpc-to-openapi';
import type { Context } from './context.ts';
import type { PublicError } from './error-map.ts';
import { appRouter } from './router.ts';

/** Serves one REST request from the procedure that it maps to. Errors are `{error: {code, message, fields?}}`. */
export async function serveRest(request: Request, context: Context): Promise<Response> {
	const response = await createOpenApiFetchHandler({
		endpoint: '/api',
		router: appRouter,
		req: await withJsonBody(request),
		createContext: () => context
	});
	return response.ok ? response : errorResponse(response);
}

/** A write without a body is a write with an empty one, so that `curl -X POST …/retry` works. */
async function withJsonBody(request: Request): Promise<Request> {
	if (request.method === 'GET' || request.method === 'HEAD') return request;
	const text = await request.text();
	const headers = new Headers(request.headers);
	if (text === '') headers.set('content-type', 'application/json');
	return new Request(request.url, {
		method: request.method,
		headers,
		body: text || '{}',
		signal: request.signal
	});
}

async function errorResponse(response: Response): Promise<Response> {
	const body = (await response.json()) as { data?: PublicError } | null;
	const { code, message, fields, retryAfterSeconds } = body?.data ?? notFound;
	const headers = retryAfterSeconds ? { 'retry-after': String(retryAfterSeconds) } : undefined;
	const error = { code, message, ...(fields && { fields }) };
	return Response.json({ error }, { status: response.status, ...(headers && { headers }) });
}

const notFound: PublicError = { code: 'not_found', message: 'There is nothing at this address.' };

/** The OpenAPI 3.1 document of the REST face. `origin` is where this installation is reached. */
export function openApiDocument(origin: string) {
	return generateOpenApiDocument(appRouter, {
		title: 'AgentForce',
		version: '1',
		openApiVersion: '3.1.0',
		baseUrl: `${origin}/api`,
		description:
			'Hire agents, hand them work, review what comes back. Sign in first: the answer sets the session cookie.',
		securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } }
	});
}
