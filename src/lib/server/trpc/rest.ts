import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { generateOpenApiDocument } from 'trpc-to-openapi';
import type { Download } from '#lib/schemas/result.ts';
import { DomainError } from '#server/errors.ts';
import type { Context } from './context.ts';
import { isTooLarge, publicError } from './error-map.ts';
import { findRoute, restFaces, type RestRoute } from './rest-routes.ts';
import { appRouter, createCaller, type Caller } from './router.ts';

/**
 * Serves one REST request from the procedure that it maps to: input is the query or the JSON body, with
 * the path's ids. Errors are `{error: {code, message, fields?}}`. (trpc-to-openapi's own handler rewrites
 * the shared schemas so that null becomes the text "null", hence this one.)
 */
export async function serveRest(request: Request, context: Context): Promise<Response> {
	const response = await answer(request, context);
	for (const [name, value] of context.answer.headers) response.headers.set(name, value);
	return response;
}

async function answer(request: Request, context: Context): Promise<Response> {
	const url = new URL(request.url);
	try {
		const route = findRoute(request.method, url.pathname.replace(/^\/api/, ''));
		if ('allowed' in route) return refused(route.allowed);
		const input = { ...(await readInput(request, url)), ...route.params };
		const answer = await call(createCaller(context), route, input);
		if (route.file) return fileOf(answer as Download);
		// Response.json takes four times as long to make the same text.
		const { status = 200 } = context.answer;
		return new Response(JSON.stringify(answer), { status, headers: { 'content-type': 'application/json' } });
	} catch (error) {
		return errorResponse(error);
	}
}

/** Never shown by the browser in place of a page of ours. */
function fileOf({ name, type, base64 }: Download): Response {
	const disposition = `attachment; filename="${name.replace(/[^\w .,-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;
	return new Response(Buffer.from(base64, 'base64'), {
		headers: {
			'content-type': type,
			'content-disposition': disposition,
			'cache-control': 'private, no-store'
		}
	});
}

async function call(api: Caller, route: RestRoute, input: object): Promise<unknown> {
	const [noun = '', verb = ''] = route.procedure.split('.');
	const nouns = api as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>;
	return nouns[noun]?.[verb]?.(input);
}

async function readInput(request: Request, url: URL): Promise<object> {
	if (request.method === 'GET') return Object.fromEntries(url.searchParams);
	const text = await request.text();
	if (text === '') return {};
	if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
		throw invalid('Send the body as JSON, with content-type application/json.');
	}
	const body = parseJson(text);
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw invalid('The request’s body must be a JSON object.');
	}
	return body;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw invalid('The request’s body is not valid JSON.');
	}
}

function invalid(message: string): TRPCError {
	const cause = new DomainError('invalid_input', message);
	return new TRPCError({ code: 'BAD_REQUEST', message, cause });
}

function refused(allowed: string[]): Response {
	if (allowed.length === 0) return errorResponse(new TRPCError({ code: 'NOT_FOUND' }));
	const response = errorResponse(new TRPCError({ code: 'METHOD_NOT_SUPPORTED' }));
	response.headers.set('allow', allowed.join(', '));
	return response;
}

function errorResponse(error: unknown): Response {
	const known =
		error instanceof TRPCError
			? error
			: new TRPCError({
					code: isTooLarge(error) ? 'PAYLOAD_TOO_LARGE' : 'INTERNAL_SERVER_ERROR',
					cause: error as Error
				});
	const { code, message, fields } = publicError(known);
	return Response.json(
		{ error: { code, message, ...(fields && { fields }) } },
		{ status: getHTTPStatusCodeFromError(known) }
	);
}

/** The OpenAPI 3.1 document of the REST face. `origin` is where this installation is reached. */
export function openApiDocument(origin: string) {
	const document = generateOpenApiDocument(appRouter, {
		title: 'AgentForce',
		version: '1',
		openApiVersion: '3.1.0',
		baseUrl: `${origin}/api`,
		description:
			'Hire agents, hand them work, review what comes back. Sign in first: the answer sets the session cookie.',
		securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } }
	});
	for (const { path, method, ability, file } of restFaces) {
		const operation = document.paths?.[path]?.[method.toLowerCase() as 'get'];
		if (operation && ability)
			operation.description = [operation.description, `Needs \`${ability}\`.`].filter(Boolean).join(' ');
		if (operation && file) {
			const content = {
				'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } }
			};
			operation.responses = { ...operation.responses, 200: { description: 'The file', content } };
		}
	}
	return document;
}
