import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/index.js';
import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';

export type Sdk = {
	mailbox(): Promise<gmail_v1.Gmail>;
	spreadsheets(): Promise<sheets_v4.Sheets['spreadsheets']>;
	events(): Promise<calendar_v3.Calendar['events']>;
};

// Named, or the SDK would take the host from the environment.
const universeDomain = 'googleapis.com';

/** Google's own client, loaded with the first call: it takes some 70 MB, and most processes never call Google. */
export function createSdk(endpoints: { gmail: string; sheets: string; calendar: string }): Sdk {
	return {
		mailbox: once(async () => {
			const { gmail } = await import('googleapis/build/src/apis/gmail/index.js');
			return gmail({ version: 'v1', rootUrl: endpoints.gmail, universeDomain });
		}),
		spreadsheets: once(async () => {
			const { sheets } = await import('googleapis/build/src/apis/sheets/index.js');
			return sheets({ version: 'v4', rootUrl: endpoints.sheets, universeDomain }).spreadsheets;
		}),
		events: once(async () => {
			const { calendar } = await import('googleapis/build/src/apis/calendar/index.js');
			return calendar({ version: 'v3', rootUrl: endpoints.calendar, universeDomain }).events;
		})
	};
}

function once<Result>(load: () => Promise<Result>): () => Promise<Result> {
	let loaded: Promise<Result> | undefined;
	return () => (loaded ??= load());
}
