import { fail, redirect } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import { formRefusal } from '../../form-refusal.ts';
import { textOf } from '../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only looks: mail scanners open links too. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	return { link: await loaded(locals.api.auth.resetLink({ token: params.token })) };
};

export const actions: Actions = {
	default: async ({ request, locals, params }) => {
		const password = textOf(await request.formData(), 'password');
		try {
			await locals.api.auth.reset({ token: params.token, password });
		} catch (error) {
			const { status, ...refusal } = formRefusal(error);
			return fail(status, { refusal });
		}
		redirect(303, '/dashboard');
	}
};
