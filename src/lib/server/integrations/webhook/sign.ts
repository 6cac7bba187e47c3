import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/** Derived and not stored, so there is nothing to steal from the database: one secret for each registered address. */
export function secretFor(appSecret: string, entryId: string): string {
	return prefix + createHmac('sha256', appSecret).update(`webhook:${entryId}`).digest('base64');
}

/** The headers of Standard Webhooks: an id that stays, a time, and a signature over both and the body. */
export function signedHeaders(
	secret: string,
	{ id, at, body }: { id: string; at: Date; body: string }
): Record<string, string> {
	const timestamp = String(Math.floor(at.getTime() / 1_000));
	const key = Buffer.from(secret.slice(prefix.length), 'base64');
	const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
