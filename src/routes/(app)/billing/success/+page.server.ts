import { redirect } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

/** Looks this often, two seconds apart; after that the night, or a webhook, will tell. */
const mostLooks = 15;

/** Stripe sends the buyer here; what is true it says itself. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const sessionId = url.searchParams.get('session_id') ?? '';
	const looks = Number(url.searchParams.get('looks') ?? 0) || 0;
	const { outcome } = await loaded(locals.api.billing.confirm({ sessionId }));
	if (outcome === 'active') redirect(303, '/billing?welcome');
	if (outcome === 'ended') redirect(303, '/billing');
	const again = new URLSearchParams({ session_id: sessionId, looks: String(looks + 1) });
	return {
		outcome,
		again: outcome === 'confirming' && looks < mostLooks ? `/billing/success?${again}` : null
	};
};
