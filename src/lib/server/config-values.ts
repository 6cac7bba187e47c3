import { z } from 'zod';

/** The kinds of values that a variable may have, each with what is said about a wrong one. */

export type EncryptionKey = { id: string; key: Buffer };

export function whole(least: number, most: number) {
	const error = `must be a whole number from ${least} to ${most}`;
	return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

export function fraction() {
	const error = 'must be a number from 0.01 to 1';
	return z.coerce.number({ error }).min(0.01, { error }).max(1, { error });
}

/** Whole cents of a dollar amount, as micro-dollars. */
export function spendCap() {
	const error = 'must be an amount in dollars from 1 to 1000000';
	return z
		.string()
		.regex(/^\d{1,7}(\.\d{1,2})?$/, { error })
		.transform((value) => Math.round(Number(value) * 100) * 10_000)
		.refine((micros) => micros >= 1_000_000 && micros <= 1_000_000_000_000, { error });
}

export function factor() {
	const error = 'must be a number from 0 to 1000';
	return z.coerce.number({ error }).min(0, { error }).max(1_000, { error });
}

/** Dollars per million tokens; an empty text is no nought. */
export function dollars() {
	const error = 'must be a number from 0 to 10000';
	return z
		.string()
		.regex(/^\d{1,5}(\.\d{1,6})?$/, { error })
		.transform(Number)
		.refine((value) => value <= 10_000, { error });
}

export function address(kind: string, protocol: RegExp) {
	return z.url({ protocol, abort: true, error: `must be ${article(kind)} ${kind} address` });
}

/** `id:base64 of 32 bytes`, several with commas between. */
export function keyList() {
	const refuse = (context: z.RefinementCtx, message: string) => {
		context.addIssue({ code: 'custom', message });
		return z.NEVER;
	};
	return z.string().transform((list, context): EncryptionKey[] => {
		const keys = list.split(',').map((entry) => {
			const [, id = '', encoded = ''] = /^([\w-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(entry.trim()) ?? [];
			return { id, key: Buffer.from(encoded, 'base64') };
		});
		if (keys.some(({ key }) => key.length !== 32))
			return refuse(context, 'must be a list of a name, a colon and 32 bytes in base64');
		if (new Set(keys.map(({ id }) => id)).size < keys.length)
			return refuse(context, 'must give every key a name of its own');
		return keys;
	});
}

/** As it is read aloud: an http address, a postgresql address. */
const article = (kind: string) => (/^(?:http|smtp)/.test(kind) ? 'an' : 'a');

export function sender() {
	const error = 'must be an e-mail address, perhaps with a name before it';
	return z.string().regex(/^([^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, { error });
}

/** Pasted with a line break at its end, as secrets are, it is still the same. */
export function shaped(pattern: RegExp, what: string) {
	return z
		.string()
		.trim()
		.regex(pattern, { error: `must be ${what}` });
}

/** What stands on a page as it is: one line of text. */
export function line(most: number) {
	const error = `must be one line of at most ${most} characters`;
	return z
		.string()
		.trim()
		.max(most, { error })
		.regex(/^[^\p{Cc}]+$/u, { error });
}

export function host() {
	const error = 'must be the address of a network interface, or localhost';
	return z.union([z.literal('localhost'), z.ipv4(), z.ipv6()], { error });
}

/** Whether only this machine is meant: `localhost`, 127.0.0.0/8, `::1`. */
export function isLoopback(hostname: string): boolean {
	const plain = hostname.replace(/^\[|\]$/g, '');
	return plain === 'localhost' || plain === '::1' || /^127(\.\d{1,3}){3}$/.test(plain);
}

export function sandbox() {
	const error = 'must be off or the http address of a running sandbox';
	return z.union([z.literal('off'), z.url({ protocol: /^https?$/, abort: true, error })], { error });
}
