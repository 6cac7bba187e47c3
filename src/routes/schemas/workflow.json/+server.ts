import { json } from '@sveltejs/kit';
import { workflowFileSchema } from '#lib/schemas/workflow-file.ts';
import type { RequestHandler } from './$types';

/** The published schema of an exported workflow. */
export const GET: RequestHandler = ({ url }) => json(workflowFileSchema(url.origin));
