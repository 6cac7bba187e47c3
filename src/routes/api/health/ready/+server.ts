import { json } from '@sveltejs/kit';
import { readiness } from '#server/domain/ledger/readiness.ts';
import type { RequestHandler } from './$types';

/** 200 when requests can be served. A missing worker is told but does not take the pages down. */
export const GET: RequestHandler = async ({ locals }) => {
	const state = await readiness(locals.context.app);
	const status = state.database ? 'ready' : 'unavailable';
	return json({ status, ...state }, { status: state.database ? 200 : 503 });
};
