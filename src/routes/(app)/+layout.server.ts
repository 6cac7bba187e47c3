import { redirect } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url, cookies, depends, untrack }) => {
	const { api, context } = locals;
	// Nobody is sent to sign in because the database is away for a moment.
	const session = context.sessionProblem ? await loaded(api.auth.session()) : locals.session;
	if (!session) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
	depends('app:session', 'app:counts', 'app:integrations');
	// Read first: whatever happens while the rest loads is replayed by the live stream.
	const lastEventId = await loaded(api.events.latest());
	const [counts, inbox, usage, integrations, mailing] = await loaded(
		Promise.all([
			api.tasks.counts(),
			api.inbox.counts(),
			api.usage.get(),
			api.integrations.list(),
			api.auth.mailing()
		])
	);
	// Untracked, or the shell would load again with every page.
	const today = untrack(() => url.pathname === '/dashboard');
	if (today && !session.workspace.onboarded && usage.agents.used === 0) redirect(303, '/onboarding');
	const chosen = theme(cookies.get('theme'));
	return { session, counts, inbox, usage, integrations, mailing, lastEventId, theme: chosen };
};

function theme(cookie: string | undefined): 'light' | 'dark' | 'system' {
	return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}
