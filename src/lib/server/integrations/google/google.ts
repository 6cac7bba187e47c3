import type { Google } from '#server/ports/google.ts';
import { calendarMethods } from './calendar.ts';
import { createCalls } from './calls.ts';
import { gmailMethods } from './gmail.ts';
import { oauthMethods } from './oauth.ts';
import type { OAuthSettings } from './oauth.ts';
import type { Limits } from './one-request.ts';
import { createSdk } from './sdk.ts';
import { sheetsMethods } from './sheets.ts';

export type GoogleSettings = {
	clientId: string;
	clientSecret: string;
	sandbox: boolean;
	endpoints: OAuthSettings['endpoints'] & {
		gmail: string;
		sheets: string;
		calendar: string;
		mail: string;
		docs: string;
	};
};

const usualLimits: Limits = { timeoutMs: 20_000, maxAnswerBytes: 5_000_000 };

/** Google, or whatever stands at `endpoints`. Every method is one HTTP request, never a second one; throws VendorError. */
export function createGoogle(settings: GoogleSettings, limits: Limits = usualLimits): Google {
	const { sandbox, endpoints } = settings;
	const calls = createCalls(limits);
	const sdk = createSdk(endpoints);
	return {
		sandbox,
		...oauthMethods(settings, limits),
		...gmailMethods(sdk, calls, endpoints.mail),
		...sheetsMethods(sdk, calls, endpoints.docs),
		...calendarMethods(sdk, calls)
	};
}
