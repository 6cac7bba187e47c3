import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '#server/errors.ts';

/* Standard Webhooks (github.com/standard-webhooks, specification 1.0): an id, a time, and a signature over both and the body. */

const prefix = 'whsec_';
/** Seconds that the sender's clock may differ from ours, either way. */
const toleranceSeconds = 5 * 60;

/** What a sender puts beside a body; null what it leaves out. */
export type Signed = { id: string | null; timestamp: string | null; signature: string | null; body: string };

/** The `version`th secret of a workflow. Derived and not stored; whoever has it can sign for this workflow alone. */
export function signingSecret(appSecret: string, workflowId: string, version: number): string {
	const derived = createHmac('sha256', appSecret).update(`workflow signing:${workflowId}:${version}`);
	return prefix + derived.digest('base64');
}

/** Throws `wrong_signature` with the reason. */
export function checkSignature(secret: string, { id, timestamp, signature, body }: Signed, now: Date): void {
	if (!id || !timestamp || !signature)
		throw wrong('It has to be signed: webhook-id, webhook-timestamp and webhook-signature are needed.');
	const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
	if (!(Math.abs(now.getTime() / 1_000 - seconds) <= toleranceSeconds))
		throw wrong('Its webhook-timestamp is more than five minutes away from now.');
	const key = Buffer.from(secret.slice(prefix.length), 'base64');
	const right = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
	// A sender that changes its secret signs with both for a while.
	const given = signature
		.split(' ', 20)
		.map((one) => Buffer.from(/^v1,(.{44})$/.exec(one)?.[1] ?? '', 'base64'));
	if (!given.some((one) => one.length === right.length && timingSafeEqual(one, right)))
		throw wrong('Its webhook-signature does not fit this body and the signing secret.');
}

function wrong(message: string): DomainError {
	return new DomainError('wrong_signature', message);
}
