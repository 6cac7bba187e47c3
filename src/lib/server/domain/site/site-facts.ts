import type { SiteFacts, SubProcessor } from '#lib/schemas/site.ts';

type Settings = {
	operatorName: string | null;
	operatorAddress: string | null;
	operatorEmail: string | null;
	signUp: 'open' | 'invited';
	openai: { baseUrl: string } | null;
	google: { sandbox: boolean } | null;
	stripe: { apiUrl: string | null } | null;
	mail: { url: string; mailbox: string | null } | null;
};

/** What the site says of this installation: who runs it, and who else gets what is entered here. Nothing of it is secret. */
export function getSiteFacts({ config }: { config: Settings }): SiteFacts {
	return {
		operator: {
			name: config.operatorName,
			address: config.operatorAddress,
			email: config.operatorEmail
		},
		subProcessors: subProcessorsOf(config),
		signUpOpen: config.signUp === 'open'
	};
}

function subProcessorsOf({ openai, google, stripe, mail }: Settings): SubProcessor[] {
	return [
		openai && processor('model', openai.baseUrl, isHere(openai.baseUrl)),
		google && processor('google', 'https://googleapis.com', google.sandbox),
		stripe && processor('stripe', stripe.apiUrl ?? 'https://api.stripe.com', isHere(stripe.apiUrl)),
		mail && processor('mail', mail.url, mail.mailbox !== null || isHere(mail.url))
	].filter((one) => one !== null);
}

/** The host alone: addresses of mail servers carry names and passwords. */
function processor(key: SubProcessor['key'], address: string, simulated: boolean): SubProcessor {
	return { key, host: new URL(address).hostname, simulated };
}

function isHere(address: string | null): boolean {
	return address !== null && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
}
