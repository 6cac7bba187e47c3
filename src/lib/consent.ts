import type { GoogleAbility } from './schemas/integration.ts';

/** Where Google's consent begins. `next` is where to go on afterwards, on this site. */
export function consentHref(next: string, ability?: GoogleAbility): string {
	const query = new URLSearchParams({ ...(ability && { ability }), next });
	return `/api/oauth/google/start?${query}`;
}
