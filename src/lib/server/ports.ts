import type { z } from 'zod';
import type { Prisma, PrismaClient } from './db/generated/client.ts';
import type { ProposedAction } from '#lib/schemas/action.ts';
import type { Brief } from '#lib/schemas/brief.ts';
import type { LiveEvent } from '#lib/schemas/event.ts';
import type { JobName, JobPayload } from '#lib/schemas/jobs.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';

/** The capabilities that verbs are given. Types only: whoever implements one lives elsewhere. */

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
/** A piece of a statement with its values. */
export type Sql = Prisma.Sql;
export type JsonObject = Prisma.InputJsonObject;

export type Clock = { now(): Date };

/**
 * The places where fault tests may kill the process; nothing happens there otherwise. `about` is the
 * task's title, or its id where that is all we know, so that a test can choose one task.
 */
export type RunFailpointName =
	| 'claimed'
	| 'step-begun'
	| 'intent-recorded'
	| 'model-answered'
	| 'answer-recorded'
	| 'step-finished'
	| 'run-finished'
	| 'failure-recorded';
export type ActionFailpointName =
	| 'action-claimed'
	| 'action-prepared'
	| 'action-intent'
	| 'action-answered'
	| 'action-settled'
	| 'action-looked';
export type FailpointName = RunFailpointName | ActionFailpointName;
export type Failpoint = (name: FailpointName, about?: string) => Promise<void>;

export type Log = {
	debug(fields: object, message: string): void;
	info(fields: object, message: string): void;
	warn(fields: object, message: string): void;
	error(fields: object, message: string): void;
	child(fields: object): Log;
};

type JobOptions = { runAt?: Date; key?: string };

/** Puts a job into the caller's transaction: a rollback takes row and job together. */
export type Jobs = {
	add<Name extends JobName>(tx: Tx, name: Name, payload: JobPayload<Name>, when?: JobOptions): Promise<void>;
	/** The same as an expression, for a statement of the caller that adds the job where its value is asked for. */
	adding<Name extends JobName>(name: Name, payload: JobPayload<Name>, when?: JobOptions): Sql;
	/** The same for many at once, in one statement. */
	addEach<Name extends JobName>(
		tx: Tx,
		name: Name,
		jobs: { payload: JobPayload<Name>; runAt?: Date; key: string }[]
	): Promise<void>;
};

export type ModelRequest = {
	system: string;
	user: string;
	/** What the two texts were made from; the offline writer reads this instead of them. */
	brief: Brief;
	/** What an action that may be proposed looks like; null when none may be. */
	action: z.ZodType<ProposedAction> | null;
};

export type ModelReply = {
	answer: ModelAnswer;
	/** The model that answered, as the vendor names it. */
	model: string;
	/** Null when the vendor did not say; unknown is never counted as nothing. */
	usage: { inputTokens: number; outputTokens: number } | null;
};

/** One request per `complete`, never a hidden retry. Throws ModelError. */
export type Model = {
	/** True for the writer that needs no network and costs nothing. */
	offline: boolean;
	/** The model that will be asked. */
	name: string;
	complete(request: ModelRequest, signal: AbortSignal): Promise<ModelReply>;
};

export type Passwords = {
	hash(password: string): Promise<string>;
	/** Takes the same time for a null hash (no such account) as for a wrong password. */
	verify(hash: string | null, password: string): Promise<boolean>;
	/** True when the password, or what is left of it without trailing digits and signs, is on the list of common ones. */
	isCommon(password: string): boolean;
};

export type SessionToken = { token: string; expiresAt: Date };

export type Sessions = {
	create(userId: string, workspaceId: string): Promise<SessionToken>;
	/** Null when the token is unknown or expired. `renewed` when the cookie must be sent again. */
	validate(
		token: string
	): Promise<{ userId: string; workspaceId: string; renewed: SessionToken | null } | null>;
	invalidate(token: string): Promise<void>;
};

/** Answers are the whole seconds to wait, or null when it may go on. */
export type SignInLimiter = {
	take(address: string, email: string): Promise<number | null>;
	/** A successful sign-in gives back the address's count and forgets the account's. */
	reward(address: string, email: string): Promise<void>;
	takeSignUp(address: string): Promise<number | null>;
};

/** Live events of one workspace, from this process's one LISTEN connection. */
export type EventFeed = {
	/** `onGap` is called after a lost connection came back: events may have been missed. */
	subscribe(workspaceId: string, onEvent: (event: LiveEvent) => void, onGap: () => void): () => void;
	/** Every workspace's, for the worker. */
	subscribeToAll(onEvent: (event: LiveEvent) => void): () => void;
};

export type ProcessInfo = {
	id: string;
	kind: 'web' | 'worker';
	host: string;
	pid: number;
	/** graphile-worker's pool id, which names the holder of its locked jobs. */
	poolId: string | null;
	version: string;
};

/**
 * Says that this process lives, on a connection of its own that also holds a session lock: when the process
 * dies, Postgres sees it. `onLost` is called once, when this process must take itself for dead.
 */
export type Presence = {
	/** Throws, with the reason, when session locks and LISTEN would mean nothing: behind a pooler in transaction mode. */
	demandDirect(): Promise<void>;
	join(info: ProcessInfo, onLost: (reason: string) => void): Promise<{ leave(): Promise<void> }>;
};

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

/** Google's wire protocol. Every method is exactly one request (time-out 20 s), never a hidden retry. Throws GoogleError. */
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
	headerRow(accessToken: string, spreadsheetId: string, tab: string): Promise<string[]>;
	/** One atomic batchUpdate: createDeveloperMetadata{metadataId, location spreadsheet} + appendCells with stringValue. A repeat of metadataId is refused by Google (GoogleError 'duplicate'), and so is metadata beyond what a spreadsheet keeps ('metadata_full'). */
	appendRow(
		accessToken: string,
		row: {
			spreadsheetId: string;
			sheetId: number;
			metadataId: number;
			metadataValue: string;
			cells: string[];
		}
	): Promise<void>;
	/** The value kept under this metadata id, or null when nothing has it. */
	findMetadata(accessToken: string, spreadsheetId: string, metadataId: number): Promise<string | null>;
	/** Makes Google forget these metadata ids, in one batchUpdate; one that is not there is no failure. */
	forgetMetadata(accessToken: string, spreadsheetId: string, metadataIds: number[]): Promise<void>;
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

export type MailMessage = {
	/** With its angle brackets; a second try carries the same one, so that receivers can tell it is a repeat. */
	messageId: string;
	to: string;
	subject: string;
	text: string;
	html: string;
	/** Where the reader chooses what we write to them. Sign-in mails have none. */
	preferencesUrl?: string;
};
/** One SMTP conversation per `send`, never a hidden retry. Throws MailError. */
export type Mail = { send(message: MailMessage): Promise<void> };

/** What a receiver answered: its status, and the beginning of what it said. */
export type WebhookReply = { status: number; body: string };

/**
 * One signed POST to a public https address: private networks are refused, redirects not followed, the answer is
 * bounded. Throws WebhookError.
 */
export type Webhooks = {
	/** What this receiver checks signatures with: `whsec_…`, as Standard Webhooks writes it. */
	secretFor(entryId: string): string;
	/** `id` is the same on every try, so that the receiver can tell a repeat. */
	post(request: { entryId: string; url: string; id: string; body: string }): Promise<WebhookReply>;
};

/** Seals and opens secrets; the place binds them to their row, so that a swapped one does not open. */
export type SecretPlace = { workspaceId: string; table: string; rowId: string; column: string };
export type Vault = {
	seal(text: string, place: SecretPlace): string;
	open(sealed: string, place: SecretPlace): string;
	/** False when it was sealed with an older key. */
	isCurrent(sealed: string): boolean;
};
