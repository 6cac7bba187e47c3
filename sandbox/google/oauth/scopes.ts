/** What an app may ask for, and how the consent page says it. */
export const knownScopes: Record<string, string> = {
	'https://www.googleapis.com/auth/gmail.compose': 'Manage drafts and send emails',
	'https://www.googleapis.com/auth/spreadsheets':
		'See, edit, create and delete all your Google Sheets spreadsheets',
	'https://www.googleapis.com/auth/calendar.events': 'View and edit events on all your calendars'
};

const emailScope = 'https://www.googleapis.com/auth/userinfo.email';
const profileScope = 'https://www.googleapis.com/auth/userinfo.profile';
const signInScopes = ['openid', emailScope, profileScope];

/** Google answers with the long names of `email` and `profile`. */
export function readScopes(scope: string): string[] {
	const long: Record<string, string> = { email: emailScope, profile: profileScope };
	return [
		...new Set(
			scope
				.split(/\s+/)
				.filter(Boolean)
				.map((name) => long[name] ?? name)
		)
	];
}

/** Those that cannot be unticked. */
export function isSignIn(scope: string): boolean {
	return signInScopes.includes(scope);
}

export function unknownScopes(scopes: string[]): string[] {
	return scopes.filter((scope) => !isSignIn(scope) && !Object.hasOwn(knownScopes, scope));
}

export function hasEmail(scopes: string[]): boolean {
	return scopes.includes(emailScope);
}
