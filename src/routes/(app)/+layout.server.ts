import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url, cookies, depends, untrack }) => {
	const { session, api } = locals;
	if (!session) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
	depends('app:session', 'app:counts');
	// Read first: whatever happens while the rest loads is replayed by the live stream.
	const lastEventId = await api.events.latest();
	const [counts, usage] = await Promise.all([api.tasks.counts(), api.usage.get()]);
	// Untracked, or the shell would load again with every page.
	const today = untrack(() => url.pathname === '/dashboard');
	if (today && !session.workspace.onboarded && usage.agents.used === 0) redirect(303, '/onboarding');
	return { session, counts, usage, lastEventId, theme: theme(cookies.get('theme')) };
};

function theme(cookie: string | undefined): 'light' | 'dark' | 'system' {
	return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}
