import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals }) => {
	await locals.api.auth.signOut();
	redirect(303, '/');
};

/** A link cannot sign anybody out; whoever types the address lands on the start. */
export const GET: RequestHandler = () => redirect(303, '/');
