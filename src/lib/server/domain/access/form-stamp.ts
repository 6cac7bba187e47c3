import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/* Says when a form was handed out, to a person or to a program, and makes what is sent with it one. */

/** A person needs longer than this to fill anything in; whoever left it open longer than that is asked again. */
const quickestSeconds = 2;
const longestSeconds = 12 * 3_600;

/** What a form is answered with that was not taken, and can be sent again. */
export const stampWords = {
	stale: 'This page has been open for a long time. Please look it over and send it again.',
	quick: 'That was very quick. Please look it over and send it again.',
	trap: 'Please leave the field “Leave this empty” empty, and send it again.',
	other: 'This form was sent before, with other words. If this is a second message, please send it again.'
};

/** `id` is null unless it was really ours, for this form and in time. */
export type StampState = { state: 'good' | 'quick' | 'stale'; id: string | null };

export function issueStamp(appSecret: string, formId: string, now: Date): string {
	const text = `${now.getTime()}.${randomBytes(16).toString('base64url')}`;
	return `${text}.${proofOf(appSecret, formId, text)}`;
}

export function readStamp(appSecret: string, formId: string, stamp: string, now: Date): StampState {
	const [, text = '', at = '', id = '', proof = ''] =
		/^((\d{1,15})\.([\w-]{22}))\.([\w-]{43})$/.exec(stamp) ?? [];
	const right = Buffer.from(proofOf(appSecret, formId, text));
	const given = Buffer.from(proof);
	const isOurs = given.length === right.length && timingSafeEqual(given, right);
	const seconds = (now.getTime() - Number(at)) / 1_000;
	if (!isOurs || seconds > longestSeconds) return { state: 'stale', id: null };
	return { state: seconds < quickestSeconds ? 'quick' : 'good', id };
}

function proofOf(appSecret: string, formId: string, text: string): string {
	return createHmac('sha256', appSecret).update(`form stamp:${formId}:${text}`).digest('base64url');
}
