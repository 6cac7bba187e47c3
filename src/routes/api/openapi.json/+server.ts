import { json } from '@sveltejs/kit';
import { openApiDocument } from '#server/trpc/rest.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals }) => json(openApiDocument(locals.context.app.config.origin));
