import type { OpenApiMeta } from 'trpc-to-openapi';
import { appRouter } from './router.ts';

export type RestRoute = { procedure: string; method: string; params: Record<string, string> };

type Pattern = { procedure: string; method: string; pattern: RegExp };

/** Every procedure that says in its meta where it stands as REST. */
const patterns: Pattern[] = Object.entries(appRouter._def.procedures).flatMap(([procedure, definition]) => {
	const openapi = (definition as unknown as { _def: { meta?: OpenApiMeta } })._def.meta?.openapi;
	if (!openapi) return [];
	const source = openapi.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
	return [{ procedure, method: openapi.method, pattern: new RegExp(`^${source}/?$`) }];
});

/** The procedure behind a path under /api, or the methods that the path knows instead (none: no such path). */
export function findRoute(method: string, path: string): RestRoute | { allowed: string[] } {
	const here = patterns.filter(({ pattern }) => pattern.test(path));
	const found = here.find((candidate) => candidate.method === method);
	if (!found) return { allowed: here.map((candidate) => candidate.method) };
	const params = { ...found.pattern.exec(path)?.groups };
	return { procedure: found.procedure, method, params };
}
