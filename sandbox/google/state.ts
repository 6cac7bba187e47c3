import type { FaultState } from '../kit/faults.ts';
import type { Store as StoreOf } from '../kit/store.ts';

export type Store = StoreOf<State>;

/** All that is remembered of Google. One JSON file; everything in it is invented. */
export type State = {
	accounts: Account[];
	spreadsheets: Spreadsheet[];
	events: StoredEvent[];
	/** What each account has ever allowed each client; the key is `email client`. */
	consents: Record<string, string[]>;
	codes: Record<string, Code>;
	accessTokens: Record<string, AccessToken>;
	refreshTokens: Record<string, Grant>;
	/** What was lastingly done on request, never shortened: tests count here. */
	effects: Effect[];
	fired: FaultState['fired'];
	switches: Switches;
	/** Private signing keys, so that id tokens stay valid across a restart. */
	keys: Record<string, unknown>[];
	nextNumber: number;
};

export type Account = {
	email: string;
	name: string;
	/** Google's lasting id of the account, 21 digits. */
	sub: string;
	emailVerified: boolean;
	/** Grows with every change of the mailbox. */
	historyId: number;
	drafts: StoredDraft[];
	/** What its owner "sent" by the button on the page; nothing goes out. */
	sent: StoredDraft[];
};

export type StoredDraft = {
	id: string;
	/** Gmail's id of the message, new with every edit. */
	messageId: string;
	threadId: string;
	/** The whole mail, RFC 5322 in base64url. */
	raw: string;
	/** The Message-ID header, without its angle brackets. */
	messageIdHeader: string;
	from: string;
	to: string;
	cc: string;
	bcc: string;
	subject: string;
	text: string;
	createdAt: number;
	/** From when on the search finds it. */
	searchableAt: number;
	editedAt: number | null;
};

export type Cell = { kind: 'string' | 'number' | 'bool' | 'formula'; text: string };
export type Tab = { sheetId: number; title: string; rows: Cell[][] };
export type DeveloperMetadata = {
	metadataId: number;
	metadataKey: string;
	metadataValue: string;
	visibility: string;
	location: Record<string, unknown>;
};
export type Spreadsheet = {
	id: string;
	title: string;
	owner: string;
	tabs: Tab[];
	metadata: DeveloperMetadata[];
};

/** An entry of somebody's own calendar, as it was sent. */
export type StoredEvent = {
	id: string;
	owner: string;
	title: string;
	place: string;
	notes: string;
	start: EventTime;
	end: EventTime;
	status: 'confirmed' | 'cancelled';
};
export type EventTime = { date?: string; dateTime?: string; timeZone?: string };

export type Grant = { email: string; clientId: string; scopes: string[] };
export type AccessToken = Grant & { expiresAt: number };
export type Code = Grant & {
	redirectUri: string;
	codeChallenge: string;
	nonce: string | null;
	/** A refresh token comes only with offline access and after a consent that was asked for. */
	withRefreshToken: boolean;
	expiresAt: number;
	used: boolean;
};

export type Effect =
	| { kind: 'event'; at: string; email: string; eventId: string; title: string }
	| { kind: 'draft'; at: string; email: string; draftId: string; messageIdHeader: string; subject: string }
	| {
			kind: 'row';
			at: string;
			email: string;
			spreadsheetId: string;
			sheetId: number;
			metadataIds: number[];
			cells: string[];
	  };

/** What a test or a person can set while the sandbox runs; null or absent: as Google does it. */
export type Switches = {
	searchLagSeconds: Record<string, number>;
	/** API requests a minute and account, then 429. */
	requestsPerMinute: Record<string, number>;
	/** True: each refresh gives a new refresh token and ends the old one. */
	rotateRefreshTokens: boolean;
	accessTokenSeconds: number;
	/** What a spreadsheet, and each of its tabs, keeps of developer metadata, keys and values together. */
	metadataCharacters: number | null;
	next: FaultState['switches']['next'];
};
