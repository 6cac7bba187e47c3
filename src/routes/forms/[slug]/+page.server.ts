import { error, fail, redirect } from '@sveltejs/kit';
import { inputsFrom, startDrafts } from '#lib/components/workflow/filled-in.ts';
import type { HostedForm } from '#lib/schemas/form.ts';
import { formProblem } from './form-problem.ts';
import type { Actions, PageServerLoad } from './$types';

/** No field of a template has a hyphen in its name. */
const own = ['form-stamp', 'form-trap'];

export const load: PageServerLoad = async ({ locals, params: { slug }, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'private, no-store' });
	return { form: await found(locals.api.forms.get({ slug })) };
};

export const actions: Actions = {
	default: async ({ request, locals, params: { slug } }) => {
		const { fields } = await found(locals.api.forms.get({ slug }));
		const data = await request.formData();
		const text = (name: string) => textIn(data, name);
		const typed = Object.fromEntries(fields.map(({ key }) => [key, text(key)]));
		const sent = { slug, stamp: text('form-stamp').slice(0, 200), trap: text('form-trap').slice(0, 500) };
		const again = await locals.api.forms
			.send({ ...sent, values: valuesIn(fields, data) })
			.then((answer) => answer.again && { status: 409, fields: {}, ...answer.again }, formProblem);
		if (!again) redirect(303, `/forms/${slug}/thanks`);
		const { status, message, fields: wrong, stamp = sent.stamp } = again;
		return fail(status, { typed, stamp, message, wrong });
	}
};

/** What is asked for as the workflow takes it, and whatever else was sent, so that it is refused and not dropped. */
function valuesIn(fields: HostedForm['fields'], data: FormData) {
	const drafts = startDrafts(fields);
	for (const [key, draft] of Object.entries(drafts)) draft.text = textIn(data, key);
	const known = new Set([...Object.keys(drafts), ...own]);
	const others = [...new Set(data.keys())].filter((key) => !known.has(key));
	return {
		...inputsFrom(fields, drafts),
		...Object.fromEntries(others.map((key) => [key, textIn(data, key)]))
	};
}

function textIn(data: FormData, name: string): string {
	const value = data.get(name);
	return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
}

async function found(call: Promise<HostedForm>): Promise<HostedForm> {
	try {
		return await call;
	} catch (refusal) {
		const { status, message } = formProblem(refusal);
		error(status, message);
	}
}
