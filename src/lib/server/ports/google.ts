/** What the consent or a refresh gave. `refreshToken` is null when Google sent none: keep the old one then. */
export type GoogleGrant = {
	accessToken: string;
	refreshToken: string | null;
	expiresAt: Date;
	scopes: string[];
	/** From the id token; null when a refresh sent none. */
	account: { id: string; email: string; emailVerified: boolean } | null;
};

export type Draft = { draftId: string; messageId: string; threadId: string };

export type SpreadsheetView = {
	id: string;
	title: string;
	url: string;
	tabs: { sheetId: number; title: string }[];
};

/** Google's wire protocol. Every method is exactly one request (time-out 20 s), never a hidden retry. Throws VendorError. */
export type Google = {
	/** True when the peer is the sandbox. */
	sandbox: boolean;
	authorizeUrl(input: {
		state: string;
		codeChallenge: string;
		scopes: string[];
		redirectUri: string;
		loginHint: string | null;
	}): string;
	exchangeCode(input: { code: string; codeVerifier: string; redirectUri: string }): Promise<GoogleGrant>;
	refresh(refreshToken: string): Promise<GoogleGrant>;
	revoke(token: string): Promise<void>;
	/** `historyId` grows with every change of the mailbox. (users.getProfile, allowed with gmail.compose) */
	profile(accessToken: string): Promise<{ email: string; historyId: string }>;
	createDraft(accessToken: string, draft: DraftMail): Promise<Draft>;
	/** Drafts whose Message-ID header is this one, as far as Google's lagging search knows. (drafts.list with q=rfc822msgid:) */
	findDrafts(accessToken: string, messageId: string): Promise<Draft[]>;
	/** Where a person opens the draft / the tab. */
	draftUrl(draft: Draft, email: string): string;
	tabUrl(spreadsheetId: string, sheetId: number): string;
	spreadsheet(accessToken: string, spreadsheetId: string): Promise<SpreadsheetView>;
	/** The first rows of a tab, among which its headings are. */
	topRows(accessToken: string, spreadsheetId: string, tab: string): Promise<string[][]>;
	/** The same of several tabs, in their order. */
	topRowsOf(accessToken: string, spreadsheetId: string, tabs: string[]): Promise<string[][][]>;
	/** The first `count` rows of a tab, as far as something stands in them. */
	firstRows(accessToken: string, spreadsheetId: string, tab: string, count: number): Promise<string[][]>;
	/** One atomic batchUpdate: createDeveloperMetadata{metadataId, location spreadsheet} + appendCells with stringValue. A repeat of metadataId is refused by Google (VendorError 'duplicate'), and so is metadata beyond what a spreadsheet keeps ('metadata_full'). */
	appendRow(
		accessToken: string,
		row: {
			spreadsheetId: string;
			sheetId: number;
			metadataId: number;
			metadataValue: string;
			/** Text stays text, whatever it begins with. */
			cells: (string | number)[];
		}
	): Promise<void>;
	/** The value kept under this metadata id, or null when nothing has it. */
	findMetadata(accessToken: string, spreadsheetId: string, metadataId: number): Promise<string | null>;
	/** Makes Google forget these metadata ids, in one batchUpdate; one that is not there is no failure. */
	forgetMetadata(accessToken: string, spreadsheetId: string, metadataIds: number[]): Promise<void>;
	/** Puts an entry into the account's own calendar; nobody is invited. `url` is where a person opens it. */
	addEvent(accessToken: string, entry: CalendarEntry): Promise<{ url: string | null }>;
	/** The entry with this id, deleted or not; null when there has never been one. */
	findEvent(accessToken: string, eventId: string): Promise<{ url: string | null; isDeleted: boolean } | null>;
};

/** `start` and `end` are days, or days with an hour of that time zone: `2026-12-03T10:00:00`. */
export type CalendarEntry = {
	/** Chosen by the caller, of 0 to 9 and a to v: a repeat of it is refused by Google (VendorError `duplicate`). */
	id: string;
	title: string;
	place: string;
	notes: string;
	start: string;
	end: string;
	timeZone: string;
};

/** The same for one connected account, whose token it carries. */
export type GoogleClient = {
	account: { id: string; email: string };
} & Pick<Google, 'draftUrl' | 'tabUrl'> & {
		[
			Name in
				| 'profile'
				| 'createDraft'
				| 'findDrafts'
				| 'spreadsheet'
				| 'topRows'
				| 'firstRows'
				| 'topRowsOf'
				| 'appendRow'
				| 'findMetadata'
				| 'forgetMetadata'
				| 'addEvent'
				| 'findEvent'
		]: Google[Name] extends (accessToken: string, ...rest: infer Rest) => infer Answer
			? (...rest: Rest) => Answer
			: never;
	};

/** What a draft is made of; the integration turns it into RFC 5322 (UTF-8, folded, encoded words, CRLF, header injection impossible). */
export type DraftMail = {
	messageId: string;
	to: string[];
	cc: string[];
	bcc: string[];
	subject: string;
	body: string;
	inReplyTo: string | null;
	threadId: string | null;
};
