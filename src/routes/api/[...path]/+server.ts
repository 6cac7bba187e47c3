import { serveRest } from '#server/trpc/rest.ts';
import type { RequestHandler } from './$types';

/** The same procedures as REST; whatever is unknown here is a JSON 404. */
const handle: RequestHandler = ({ request, locals }) => serveRest(request, locals.context);

export const GET = handle;
export const POST = handle;
export const PATCH = handle;
export const PUT = handle;
export const DELETE = handle;
