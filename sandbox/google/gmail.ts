import type { StoredDraft } from './state.ts';
import { forbidden, invalid, notFound } from './errors.ts';
import { messageView, readMail, type ReadMail } from './gmail-message.ts';
import { matches } from './gmail-search.ts';
import { newDraftId, newMessageId } from './mailbox-changes.ts';
import { isRecord, type Call, type Operation, type Work } from './operation.ts';

/** How late the search is when nobody asked for anything else; Google is at 2 to 5 s. */
const usualLagSeconds = 2;
/** What a draft gets whose subject says `sandbox:lag`. */
const laggingSeconds = 5;

const full = 'https://mail.google.com/';
const scope = (name: string) => `https://www.googleapis.com/auth/gmail.${name}`;
const writing = [full, scope('compose'), scope('modify')];
const reading = [...writing, scope('readonly')];

function checkUser({ params: [user], account }: Call): void {
	if (user === 'me' || user?.toLowerCase() === account.email) return;
	throw forbidden(`Delegation denied for ${account.email}`);
}

function findDraft({ account, params: [, id] }: Call): StoredDraft {
	const draft = account.drafts.find((one) => one.id === id);
	if (!draft) throw notFound();
	return draft;
}

function readCreateBody(body: unknown): { raw: string; threadId: string | null } {
	const message = isRecord(body) ? body['message'] : null;
	if (!isRecord(message) || typeof message['raw'] !== 'string' || message['raw'] === '') {
		throw invalid("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
	}
	const threadId = message['threadId'];
	return { raw: message['raw'], threadId: typeof threadId === 'string' && threadId ? threadId : null };
}

function lagMillis({ state, account, timeScale }: Call, subject: string): number {
	const usual = state.switches.searchLagSeconds[account.email] ?? usualLagSeconds;
	return (/sandbox:lag\b/i.test(subject) ? laggingSeconds : usual) * 1_000 * timeScale;
}

/** A draft may join a thread that exists; there are no others than those of drafts. */
function threadOf({ account }: Call, threadId: string | null, messageId: string): string {
	if (threadId === null) return messageId;
	if (![...account.drafts, ...account.sent].some((one) => one.threadId === threadId)) throw notFound();
	return threadId;
}

function addDraft(call: Call, raw: string, threadId: string | null, read: ReadMail): StoredDraft {
	const { state, account } = call;
	const messageId = newMessageId(state);
	const now = Date.now();
	const draft: StoredDraft = {
		...read,
		id: newDraftId(),
		messageId,
		threadId: threadOf(call, threadId, messageId),
		raw,
		createdAt: now,
		searchableAt: now + lagMillis(call, read.subject),
		editedAt: null
	};
	account.drafts.push(draft);
	account.historyId += 2;
	const { email } = account;
	const { id: draftId, messageIdHeader, subject } = draft;
	state.effects.push({
		kind: 'draft',
		at: new Date().toISOString(),
		email,
		draftId,
		messageIdHeader,
		subject
	});
	return draft;
}

async function prepareCreate(call: Call): Promise<Work> {
	checkUser(call);
	const { raw, threadId } = readCreateBody(call.body);
	const read = await readMail(raw);
	return {
		texts: [read.subject],
		apply() {
			const { id, messageId, threadId: thread } = addDraft(call, raw, threadId, read);
			return { id, message: { id: messageId, threadId: thread, labelIds: ['DRAFT'] } };
		}
	};
}

function pageOf(call: Call): { from: number; size: number } {
	const size = Number(call.query.get('maxResults') ?? 100);
	const from = Number(call.query.get('pageToken') ?? 0);
	if (!Number.isInteger(size) || size < 0) throw invalid('Invalid value for maxResults');
	if (!Number.isInteger(from) || from < 0) throw invalid('Invalid pageToken');
	return { from, size: Math.min(size || 100, 500) };
}

/** Newest first. With a query only what the lagging search already knows; without, all. */
function listDrafts(call: Call): unknown {
	const { from, size } = pageOf(call);
	const query = call.query.get('q')?.trim();
	const now = Date.now();
	const found = call.account.drafts
		.filter((draft) => !query || (draft.searchableAt <= now && matches(query)(draft)))
		.reverse();
	const drafts = found.slice(from, from + size).map(({ id, messageId, threadId }) => ({
		id,
		message: { id: messageId, threadId }
	}));
	return {
		...(drafts.length > 0 ? { drafts } : {}),
		...(from + size < found.length ? { nextPageToken: String(from + size) } : {}),
		resultSizeEstimate: found.length
	};
}

function getDraft(call: Call): unknown {
	const draft = findDraft(call);
	const format = call.query.get('format') ?? 'full';
	if (!['minimal', 'full', 'raw', 'metadata'].includes(format)) throw invalid(`Invalid value at 'format'`);
	return { id: draft.id, message: messageView(draft, format) };
}

function getProfile({ account }: Call): unknown {
	const mails = [...account.drafts, ...account.sent];
	return {
		emailAddress: account.email,
		messagesTotal: mails.length,
		threadsTotal: new Set(mails.map(({ threadId }) => threadId)).size,
		historyId: String(account.historyId)
	};
}

function reader(read: (call: Call) => unknown): Operation['prepare'] {
	return (call) => {
		checkUser(call);
		return { texts: [], apply: () => read(call) };
	};
}

/** The paths that would send: known, so that they can be refused and counted. */
function refuseToSend(): never {
	throw forbidden('The sandbox never sends, and nobody may ask it to.');
}

const service = 'gmail';
const rpc = (name: string) => `caribou.api.proto.MailboxService.${name}`;

export const gmailOperations: Operation[] = [
	{
		id: 'gmail.users.getProfile',
		service,
		rpc: rpc('GetProfile'),
		method: 'GET',
		scopes: [...reading, scope('metadata')],
		path: /^\/gmail\/v1\/users\/([^/]+)\/profile$/,
		prepare: reader(getProfile)
	},
	{
		id: 'gmail.users.drafts.create',
		service,
		rpc: rpc('CreateDraft'),
		method: 'POST',
		scopes: writing,
		path: /^\/gmail\/v1\/users\/([^/]+)\/drafts$/,
		prepare: prepareCreate
	},
	{
		id: 'gmail.users.drafts.list',
		service,
		rpc: rpc('ListDrafts'),
		method: 'GET',
		scopes: reading,
		path: /^\/gmail\/v1\/users\/([^/]+)\/drafts$/,
		prepare: reader(listDrafts)
	},
	{
		id: 'gmail.users.drafts.get',
		service,
		rpc: rpc('GetDraft'),
		method: 'GET',
		scopes: reading,
		path: /^\/gmail\/v1\/users\/([^/]+)\/drafts\/([^/]+)$/,
		prepare: reader(getDraft)
	},
	{
		id: 'gmail.send',
		service,
		rpc: rpc('SendMessage'),
		method: 'POST',
		scopes: writing,
		path: /^(?:\/upload)?\/gmail\/v1\/users\/([^/]+)\/(?:drafts|messages)\/send$/,
		prepare: refuseToSend
	}
];
