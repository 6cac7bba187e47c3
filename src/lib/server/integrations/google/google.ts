import { gmail } from 'googleapis/build/src/apis/gmail/index.js';
import { sheets } from 'googleapis/build/src/apis/sheets/index.js';
import type { Google } from '#server/ports.ts';
import { createCalls } from './calls.ts';
import { gmailMethods } from './gmail.ts';
import { oauthMethods } from './oauth.ts';
import type { OAuthSettings } from './oauth.ts';
import type { Limits } from './one-request.ts';
import { sheetsMethods } from './sheets.ts';

export type GoogleSettings = {
	clientId: string;
	clientSecret: string;
	sandbox: boolean;
	endpoints: OAuthSettings['endpoints'] & { gmail: string; sheets: string; mail: string; docs: string };
};

const usualLimits: Limits = { timeoutMs: 20_000, maxAnswerBytes: 5_000_000 };

/** Google, or whatever stands at `endpoints`. Every method is one HTTP request, never a second one; throws GoogleError. */
export function createGoogle(settings: GoogleSettings, limits: Limits = usualLimits): Google {
	const { sandbox, endpoints } = settings;
	const calls = createCalls(limits);
	// Named, or the SDK would take the host from the environment.
	const universeDomain = 'googleapis.com';
	const mailbox = gmail({ version: 'v1', rootUrl: endpoints.gmail, universeDomain });
	const { spreadsheets } = sheets({ version: 'v4', rootUrl: endpoints.sheets, universeDomain });
	return {
		sandbox,
		...oauthMethods(settings, limits),
		...gmailMethods(mailbox, calls, endpoints.mail),
		...sheetsMethods(spreadsheets, calls, endpoints.docs)
	};
}
