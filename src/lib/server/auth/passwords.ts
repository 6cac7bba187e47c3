import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import type { Passwords } from '#server/ports/passwords.ts';

/** OWASP's second recommendation for Argon2id: 19 MiB, two passes, one lane. */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const common = new Set(dictionary['passwords-common']);

/** Hashes with argon2id (the library's default variant). */
export function createPasswords(): Passwords {
	// Checked when there is no such account, so that both answers take the same time.
	const decoy = hash('a password that nobody has', strength);
	return {
		hash: (password) => hash(password, strength),
		async verify(stored, password) {
			const matches = await verify(stored ?? (await decoy), password);
			return stored !== null && matches;
		},
		isCommon(password) {
			const lower = password.toLowerCase();
			const stem = lower.replace(/[^a-z]+$/, '');
			const repeated = /^(.{1,4})\1+$/.test(lower);
			return repeated || common.has(lower) || common.has(stem);
		}
	};
}
