import type { Answer } from '../../kit/http.ts';
import { html, type Markup } from '../../kit/html.ts';
import { askingPage } from '../../kit/layout.ts';
import type { State } from '../state.ts';
import { consentKey } from './grants.ts';
import type { AuthorizationRequest, Refusal } from './request.ts';
import { isSignIn, knownScopes } from './scopes.ts';

export const consentPath = '/o/oauth2/v2/auth/consent';

function accountChoices(state: State, { loginHint }: AuthorizationRequest): Markup {
	const hint = loginHint?.trim().toLowerCase() ?? '';
	const known = state.accounts.map(({ email, name }) => ({ email, name }));
	const hinted = hint.includes('@') && !known.some(({ email }) => email === hint);
	const all = hinted ? [{ email: hint, name: 'New here' }, ...known] : known;
	const chosen = all.find(({ email }) => email === hint) ?? all[0];
	const choices = all.map(
		({ email, name }) =>
			html`<label class="choice"
				><input type="radio" name="account" value="${email}" ${email === chosen?.email && html` checked`} />
				<span>${name}<small>${email}</small></span></label
			>`
	);
	return html`<fieldset>
			<legend>Choose an account</legend>
			${choices}
		</fieldset>
		<label class="other"
			>Or another one, invented<input
				type="email"
				name="email"
				placeholder="name@example.com"
				autocomplete="off"
		/></label>`;
}

function scopeChoices(state: State, request: AuthorizationRequest): Markup {
	const asked = request.scopes.filter((scope) => !isSignIn(scope));
	if (asked.length === 0)
		return html`<p class="quiet">It will see your e-mail address, and nothing else.</p>`;
	const had = state.accounts.filter(({ email }) =>
		asked.every((scope) => state.consents[consentKey({ email, clientId: request.clientId })]?.includes(scope))
	);
	const before =
		had.length > 0 &&
		html`<p class="quiet" style="margin-top:8px">
			Allowed before by ${had.map(({ email }) => email).join(', ')}.
		</p>`;
	const choices = asked.map(
		(scope) =>
			html`<label class="choice"
				><input type="checkbox" name="scope" value="${scope}" checked />
				<span>${knownScopes[scope]}<small>${scope.replace(/^.*\//, '')}</small></span></label
			>`
	);
	return html`<fieldset>
			<legend>It asks to</legend>
			${choices}
		</fieldset>
		${before}`;
}

/** Where a person chooses an account, ticks what they allow, and says yes or no. */
export function consentPage(
	state: State,
	request: AuthorizationRequest,
	query: string,
	problem?: string
): Answer {
	const home = new URL(request.redirectUri).host;
	const wrong =
		problem !== undefined && html`<p role="alert" style="color:var(--failed);margin-top:12px">${problem}</p>`;
	return askingPage(
		problem === undefined ? 200 : 400,
		'Sign in',
		html`<form class="card pad" method="post" action="${consentPath}">
			<header>
				<h1>AgentForce wants access to your Google Account</h1>
				<p class="quiet" style="margin-top:4px">A stand-in for Google’s own page. You return to ${home}.</p>
			</header>
			<input type="hidden" name="request" value="${query}" />${accountChoices(state, request)}
			<div style="margin-top:20px">${scopeChoices(state, request)}</div>
			${wrong}
			<div class="actions" style="margin-top:24px">
				<button class="go" name="decision" value="allow">Allow</button>
				<button name="decision" value="deny" formnovalidate>Cancel</button>
			</div>
		</form>`
	);
}

export function errorPage({ error, why }: Refusal): Answer {
	return askingPage(
		400,
		'Access blocked',
		html`<div class="card pad">
			<h1>Access blocked: authorisation error</h1>
			<p style="margin-top:8px">${why}</p>
			<p class="quiet" style="margin-top:16px">Error 400: ${error}</p>
		</div>`
	);
}
