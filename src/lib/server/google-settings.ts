/** Where Google is asked: the real one, or the sandbox that stands in for it. */
export type GoogleSettings = {
	clientId: string;
	clientSecret: string;
	sandbox: boolean;
	/** `mail` and `docs` are the pages where people open drafts and sheets; the others are asked by us. */
	endpoints: Record<
		'authorize' | 'token' | 'revoke' | 'issuer' | 'gmail' | 'sheets' | 'calendar' | 'mail' | 'docs',
		string
	>;
};

const googleEndpoints: GoogleSettings['endpoints'] = {
	authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
	token: 'https://oauth2.googleapis.com/token',
	revoke: 'https://oauth2.googleapis.com/revoke',
	issuer: 'https://accounts.google.com',
	gmail: 'https://gmail.googleapis.com',
	sheets: 'https://sheets.googleapis.com',
	calendar: 'https://www.googleapis.com',
	mail: 'https://mail.google.com',
	docs: 'https://docs.google.com'
};

function googleInSandbox(address: string): GoogleSettings {
	const base = address.replace(/\/$/, '');
	return {
		clientId: 'agentforce-sandbox',
		clientSecret: 'agentforce-sandbox-secret',
		sandbox: true,
		endpoints: {
			authorize: `${base}/o/oauth2/v2/auth`,
			token: `${base}/token`,
			revoke: `${base}/revoke`,
			issuer: base,
			gmail: base,
			sheets: base,
			calendar: base,
			mail: base,
			docs: base
		}
	};
}

type GoogleVariable = 'GOOGLE_CLIENT_ID' | 'GOOGLE_CLIENT_SECRET' | 'AGENTFORCE_SANDBOX';

/** Somebody's keys mean the real Google, even while a sandbox runs for something else. */
export function googleSettings(
	given: Partial<Record<GoogleVariable, string | undefined>>,
	refuse: (variable: GoogleVariable, problem: string) => Error
): GoogleSettings | null {
	const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = given;
	if (clientId && clientSecret) return { clientId, clientSecret, sandbox: false, endpoints: googleEndpoints };
	if (clientId) throw refuse('GOOGLE_CLIENT_SECRET', 'is missing, although GOOGLE_CLIENT_ID is set');
	if (clientSecret) throw refuse('GOOGLE_CLIENT_ID', 'is missing, although GOOGLE_CLIENT_SECRET is set');
	const sandbox = given.AGENTFORCE_SANDBOX ?? 'off';
	return sandbox === 'off' ? null : googleInSandbox(sandbox);
}
