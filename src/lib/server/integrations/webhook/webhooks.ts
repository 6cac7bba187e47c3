import { VendorError } from '#server/errors.ts';
import type { WebhookReply, Webhooks } from '#server/ports/webhooks.ts';
import { onePost, type Limits } from './one-post.ts';
import { publicAddresses, resolveHost, type Resolve } from './public-address.ts';
import { createHmac } from 'node:crypto';

export type WebhookSettings = {
	/** What each address's own secret is derived from. */
	appSecret: string;
	/** On this machine, for the sandbox and for tests: plain http and loopback are fine, all else stays refused. */
	allowLoopback: boolean;
};

const usualLimits: Limits = { timeoutMs: 15_000, maxAnswerBytes: 4_000 };

/** Signed posts to addresses on the public internet. One request a call, never a second one; throws VendorError. */
export function createWebhooks(
	{ appSecret, allowLoopback }: WebhookSettings,
	limits: Limits = usualLimits,
	resolve: Resolve = resolveHost
): Webhooks {
	return {
		secretFor: (entryId) => secretFor(appSecret, entryId),
		async post({ entryId, url: address, id, body }) {
			const url = allowedUrl(address, allowLoopback);
			const [to] = await publicAddresses(url, allowLoopback, resolve);
			if (!to) throw new VendorError('webhook', 'unavailable', 'The address could not be reached.');
			const signed = signedHeaders(secretFor(appSecret, entryId), { id, at: new Date(), body });
			const headers = { ...signed, 'user-agent': 'AgentForce-Webhooks/1' };
			return taken(await onePost({ url, to, headers, body }, limits));
		}
	};
}

function allowedUrl(address: string, allowLoopback: boolean): URL {
	const url = URL.parse(address);
	const scheme = url?.protocol === 'https:' || (allowLoopback && url?.protocol === 'http:');
	if (url && scheme && !url.username && !url.password) return url;
	throw new VendorError('webhook', 'refused_address', 'Webhooks go to https addresses only.');
}

/** A success is taken. A refusal is certain; a server's failure may have come before or after it took it. */
function taken(reply: WebhookReply): WebhookReply {
	const { status } = reply;
	if (status >= 200 && status < 300) return reply;
	const said = `The receiver answered with status ${status}.`;
	if (status === 429) throw new VendorError('webhook', 'unavailable', said);
	if (status >= 300 && status < 400)
		throw new VendorError('webhook', 'refused', `${said} Redirects are not followed.`);
	if (status === 408 || status >= 500)
		throw new VendorError('webhook', 'unavailable', said, { effect: 'unknown' });
	throw new VendorError('webhook', 'refused', said);
}

const prefix = 'whsec_';

/** Derived and not stored, so there is nothing to steal from the database: one secret for each registered address. */
function secretFor(appSecret: string, entryId: string): string {
	return prefix + createHmac('sha256', appSecret).update(`webhook:${entryId}`).digest('base64');
}

/** The headers of Standard Webhooks: an id that stays, a time, and a signature over both and the body. */
function signedHeaders(
	secret: string,
	{ id, at, body }: { id: string; at: Date; body: string }
): Record<string, string> {
	const timestamp = String(Math.floor(at.getTime() / 1_000));
	const key = Buffer.from(secret.slice(prefix.length), 'base64');
	const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
