import type { Meta } from './procedures.ts';
import { appRouter } from './router.ts';

export type RestRoute = { procedure: string; method: string; file: boolean; params: Record<string, string> };

/** Every procedure that says in its meta where it stands as REST, and what it needs. */
export const restFaces = Object.entries(appRouter._def.procedures).flatMap(([procedure, definition]) => {
	const {
		openapi,
		ability,
		file = false
	} = (definition as unknown as { _def: { meta?: Meta } })._def.meta ?? {};
	return openapi ? [{ procedure, method: openapi.method, path: openapi.path, ability, file }] : [];
});

const patterns = restFaces.map(({ procedure, method, path, file }) => {
	const source = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
	return { procedure, method, file, pattern: new RegExp(`^${source}/?$`) };
});

/** The procedure behind a path under /api, or the methods that the path knows instead (none: no such path). */
export function findRoute(method: string, path: string): RestRoute | { allowed: string[] } {
	const here = patterns.filter(({ pattern }) => pattern.test(path));
	const found = here.find((candidate) => candidate.method === method);
	if (!found) return { allowed: here.map((candidate) => candidate.method) };
	const params = { ...found.pattern.exec(path)?.groups };
	return { procedure: found.procedure, method, file: found.file, params };
}
