import { DomainError } from '#server/errors.ts';

/** Live streams that may be open at a time, in this process: each costs memory here, and work at every event. */
const most = { session: 20, member: 40, workspace: 200 };

type Whose = Record<keyof typeof most, string>;

export type StreamSlots = {
	/** Takes a place and answers how to give it back, which may be done twice. Throws `rate_limited`. */
	take(whose: Whose): () => void;
};

/** `factor` multiplies every limit; 0 is without limits. */
export function createStreamSlots(factor: number): StreamSlots {
	const open = new Map<string, number>();
	return {
		take(whose) {
			const keys = Object.entries(whose).map(([kind, id]) => `${kind}:${id}`);
			for (const [index, kind] of (Object.keys(whose) as (keyof Whose)[]).entries()) {
				const limit = Math.ceil(most[kind] * factor);
				if (factor > 0 && (open.get(keys[index] ?? '') ?? 0) >= limit) throw tooMany(kind, limit);
			}
			for (const key of keys) open.set(key, (open.get(key) ?? 0) + 1);
			let taken = true;
			return () => {
				if (taken) keys.forEach((key) => giveBack(open, key));
				taken = false;
			};
		}
	};
}

function giveBack(open: Map<string, number>, key: string): void {
	const left = (open.get(key) ?? 1) - 1;
	if (left > 0) open.set(key, left);
	else open.delete(key);
}

const words = {
	session: 'this browser has',
	member: 'you have',
	workspace: 'this workspace has'
};

function tooMany(kind: keyof Whose, limit: number): DomainError {
	const message = `Pages stay live in ${limit} tabs at a time, and ${words[kind]} that many open. Close some, or reload this one to see news.`;
	return new DomainError('rate_limited', message, { retryAfterSeconds: 30 });
}
