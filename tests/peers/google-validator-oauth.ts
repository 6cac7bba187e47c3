import { createHash } from 'node:crypto';
import type { Asked } from './google-validator-api.ts';

/** Google's OAuth for web servers, as its documentation of parameters has it: a text fits, or is one of a list. */
type Fields = Record<string, { fits: RegExp; required?: true }>;

const scopes =
	/^(openid|email|profile|https:\/\/www\.googleapis\.com\/auth\/[\w.]+)( (openid|email|profile|https:\/\/www\.googleapis\.com\/auth\/[\w.]+))*$/;
const redirectUri = /^(https:\/\/[^\s#]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^\s#]*)?)$/;
const some = /^[\x20-\x7e]+$/;
const verifier = /^[\w.~-]{43,128}$/;

const authorizeFields: Fields = {
	client_id: { fits: some, required: true },
	redirect_uri: { fits: redirectUri, required: true },
	response_type: { fits: /^code$/, required: true },
	scope: { fits: scopes, required: true },
	// Google recommends these three; without them we would have no connection worth keeping.
	state: { fits: /^.{16,}$/, required: true },
	code_challenge: { fits: /^[\w-]{43}$/, required: true },
	code_challenge_method: { fits: /^S256$/, required: true },
	access_type: { fits: /^(online|offline)$/ },
	include_granted_scopes: { fits: /^(true|false)$/ },
	enable_granular_consent: { fits: /^(true|false)$/ },
	login_hint: { fits: /^\S+$/ },
	nonce: { fits: some },
	hd: { fits: /^\S+$/ },
	prompt: { fits: /^(none|(consent|select_account)( (consent|select_account))?)$/ }
};

const client: Fields = {
	client_id: { fits: some, required: true },
	client_secret: { fits: some, required: true }
};
const tokenFields: Record<string, Fields> = {
	authorization_code: {
		...client,
		grant_type: { fits: some, required: true },
		code: { fits: some, required: true },
		redirect_uri: { fits: redirectUri, required: true },
		code_verifier: { fits: verifier, required: true }
	},
	refresh_token: {
		...client,
		grant_type: { fits: some, required: true },
		refresh_token: { fits: some, required: true }
	}
};

function checkFields(fields: Fields, given: URLSearchParams): string[] {
	const missing = Object.keys(fields).filter((name) => fields[name]?.required && !given.has(name));
	return [
		...missing.map((name) => `${name} is missing`),
		...[...new Set(given.keys())].flatMap((name) => {
			const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
			if (!field) return [`there is no parameter ${name}`];
			const values = given.getAll(name);
			if (values.length > 1) return [`${name} is there twice`];
			return field.fits.test(values[0] ?? '') ? [] : [`${name} does not look like one`];
		})
	];
}

function checkForm({ method, headers, url }: Asked): string[] {
	return [
		...(method === 'POST' ? [] : [`the method is ${method}`]),
		...(url.search === '' ? [] : ['a secret may be in the address, where logs keep it']),
		...(/^application\/x-www-form-urlencoded(;|$)/.test(headers['content-type'] ?? '')
			? []
			: ['the body is no form'])
	];
}

/** Checks OAuth requests, and that every code is redeemed by the verifier of a question that was asked here. */
export class OAuthChecks {
	readonly #challenges = new Set<string>();

	authorize({ url, method }: Asked): string[] {
		this.#challenges.add(url.searchParams.get('code_challenge') ?? '');
		return [
			...(method === 'GET' ? [] : [`the method is ${method}`]),
			...checkFields(authorizeFields, url.searchParams)
		];
	}

	token(asked: Asked): string[] {
		const form = new URLSearchParams(asked.body);
		const grant = form.get('grant_type') ?? '';
		const fields = Object.hasOwn(tokenFields, grant) ? tokenFields[grant] : undefined;
		if (!fields) return [...checkForm(asked), `there is no grant type ${JSON.stringify(grant)}`];
		const problems = [...checkForm(asked), ...checkFields(fields, form)];
		const challenge = createHash('sha256')
			.update(form.get('code_verifier') ?? '')
			.digest('base64url');
		if (grant === 'authorization_code' && !this.#challenges.has(challenge))
			problems.push('the verifier fits no challenge');
		return problems;
	}

	revoke(asked: Asked): string[] {
		const token: Fields = { token: { fits: some, required: true } };
		return [...checkForm(asked), ...checkFields(token, new URLSearchParams(asked.body))];
	}
}
