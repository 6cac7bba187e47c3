import { fail, redirect } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import { safeNext } from '#lib/safe-next.ts';
import { formRefusal } from '../form-refusal.ts';
import { textOf } from '../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.session) redirect(303, safeNext(url.searchParams.get('next')));
	return { signInHref: `/sign-in${url.search}`, open: await loaded(locals.api.auth.signUpOpen()) };
};

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const form = await request.formData();
		const name = textOf(form, 'name');
		const email = textOf(form, 'email');
		const timeZone = textOf(form, 'timeZone');
		try {
			await locals.api.auth.signUp({ name, email, password: textOf(form, 'password'), timeZone });
		} catch (error) {
			const { status, ...refusal } = formRefusal(error);
			return fail(status, { name, email, refusal });
		}
		redirect(303, '/onboarding');
	}
};
