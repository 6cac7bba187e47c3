import { redirect } from '@sveltejs/kit';
import { safeNext } from '#lib/safe-next.ts';
import { actorOf } from '#server/domain/access/actor.ts';
import { finishGoogle } from '#server/domain/integration/finish-google.ts';
import type { RequestHandler } from './$types';
import { callbackUri, orProblem, problemPage } from '../consent.ts';

/** Where Google sends the browser back to. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const { app } = locals.context;
	const actor = locals.session && actorOf(locals.session);
	if (!actor) redirect(303, `/sign-in?next=${encodeURIComponent(problemPage('expired'))}`);
	const finished = await orProblem(
		finishGoogle(app, actor, {
			state: url.searchParams.get('state'),
			code: url.searchParams.get('code'),
			error: url.searchParams.get('error'),
			redirectUri: callbackUri(app.config.origin)
		})
	);
	if ('problem' in finished) redirect(303, problemPage(finished.problem));
	const { problem, returnTo } = finished.result;
	if (problem) redirect(303, problemPage(problem));
	const next = safeNext(returnTo, '/integrations');
	redirect(303, next === '/integrations' ? '/integrations?connected=1' : next);
};
