import { fail, redirect } from '@sveltejs/kit';
import { safeNext } from '#lib/safe-next.ts';
import { formRefusal } from '../form-refusal.ts';
import { textOf } from '../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const next = url.searchParams.get('next');
	if (locals.session) redirect(303, safeNext(next));
	return { signUpHref: `/sign-up${url.search}`, wantsSomewhere: safeNext(next) !== '/dashboard' };
};

export const actions: Actions = {
	default: async ({ request, locals, url }) => {
		const form = await request.formData();
		const email = textOf(form, 'email');
		try {
			await locals.api.auth.signIn({ email, password: textOf(form, 'password') });
		} catch (error) {
			const { status, ...refusal } = formRefusal(error);
			return fail(status, { email, refusal });
		}
		redirect(303, safeNext(url.searchParams.get('next')));
	}
};
