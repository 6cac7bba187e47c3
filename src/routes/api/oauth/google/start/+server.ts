import { redirect } from '@sveltejs/kit';
import { safeNext } from '#lib/safe-next.ts';
import { GoogleAbility } from '#lib/schemas/integration.ts';
import { actorOf } from '#server/domain/access/actor.ts';
import { startGoogle } from '#server/domain/integration/start-google.ts';
import type { RequestHandler } from './$types';
import { callbackUri, orProblem, problemPage } from '../consent.ts';

/** To Google's consent page: `ability` is what is needed (`gmail`, `sheets`), `next` where to go on afterwards. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const { app } = locals.context;
	const actor = locals.session && actorOf(locals.session);
	if (!actor) redirect(303, '/sign-in?next=/integrations');
	const started = await orProblem(
		startGoogle(app, actor, {
			ability: GoogleAbility.safeParse(url.searchParams.get('ability')).data ?? null,
			returnTo: safeNext(url.searchParams.get('next'), '/integrations'),
			redirectUri: callbackUri(app.config.origin)
		})
	);
	redirect(303, 'problem' in started ? problemPage(started.problem) : started.result);
};
