import { fail } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import { formRefusal } from '../form-refusal.ts';
import { textOf } from '../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	help: await loaded(locals.api.auth.mailing()),
	email: locals.session?.user.email ?? ''
});

export const actions: Actions = {
	/** The answer is the same whether anybody has the address or not. */
	default: async ({ request, locals }) => {
		const email = textOf(await request.formData(), 'email');
		try {
			await locals.api.auth.forgot({ email });
		} catch (error) {
			const { status, ...refusal } = formRefusal(error);
			return fail(status, { email, refusal, asked: false as const });
		}
		return { email: email.trim(), refusal: null, asked: true as const };
	}
};
