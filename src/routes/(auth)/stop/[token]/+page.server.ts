import { fail } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import { formRefusal } from '../../form-refusal.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only looks; the button does it, for mail scanners open links too. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	const link = await loaded(locals.api.account.stopLink({ token: params.token }));
	return { link, signedIn: locals.session !== null };
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		try {
			const { email } = await locals.api.account.stopEmailChange({ token: params.token });
			return { email, refusal: null };
		} catch (error) {
			const { status, ...refusal } = formRefusal(error);
			return fail(status, { email: null, refusal });
		}
	}
};
