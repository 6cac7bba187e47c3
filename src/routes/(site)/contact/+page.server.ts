import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	return { stamp: (await locals.api.site.openContact()).stamp };
};

type Cause = { code?: unknown; issues?: { path: PropertyKey[]; message: string }[]; details?: object };

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const data = await request.formData();
		const text = (name: string) => textIn(data, name);
		const typed = { name: text('name'), email: text('email'), message: text('message') };
		const stamp = text('form-stamp').slice(0, 200);
		const again = await locals.api.site
			.sendContact({ ...typed, stamp, trap: text('form-trap').slice(0, 500) })
			.then((answer) => answer.again && { status: 409, wrong: {}, ...answer.again }, problemOf);
		if (!again) redirect(303, '/contact/thanks');
		return fail(again.status, {
			typed,
			stamp: again.stamp ?? stamp,
			message: again.message,
			wrong: again.wrong
		});
	}
};

/** What is wrong with what was typed, by field. What is broken, and nobody's input, is thrown on. */
function problemOf(error: unknown) {
	if (!(error instanceof Error) || !('code' in error)) throw error;
	const { issues } = (error.cause ?? {}) as Cause;
	const wrong: Record<string, string> = {};
	for (const { path, message } of issues ?? []) wrong[String(path[0])] ??= message;
	const told = { message: error.message, wrong, stamp: undefined };
	if (issues) return { status: 422, ...told, message: 'Something is missing. Please look at the fields.' };
	if (error.code === 'TOO_MANY_REQUESTS') return { status: 429, ...told };
	if (error.code === 'SERVICE_UNAVAILABLE') return { status: 503, ...told };
	if (error.code === 'BAD_REQUEST') return { status: 422, ...told };
	throw error;
}

function textIn(data: FormData, name: string): string {
	const value = data.get(name);
	return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
}
