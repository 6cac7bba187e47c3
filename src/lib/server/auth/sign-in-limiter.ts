import { createHash } from 'node:crypto';
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db, SignInLimiter } from '#server/ports.ts';

const windowSeconds = 15 * 60;
const limits = { address: 60, account: 10, signUp: 300 };

/**
 * Failed sign-ins per address and per account in 15 minutes, counted in Postgres, so that every
 * process sees the same count. When the count cannot be read, nobody gets in: `take` throws.
 */
export function createSignInLimiter(db: Db): SignInLimiter {
	const limiter = (keyPrefix: keyof typeof limits) =>
		new RateLimiterPrisma({
			storeClient: db,
			tableName: 'rateLimit',
			keyPrefix,
			points: limits[keyPrefix],
			duration: windowSeconds,
			clearExpiredByTimeout: false
		});
	const byAddress = limiter('address');
	const byAccount = limiter('account');
	const bySignUp = limiter('signUp');
	const accountKey = (email: string) => createHash('sha256').update(email).digest('hex');

	return {
		async take(address, email) {
			const waits = await Promise.all([
				secondsToWait(byAddress, address),
				secondsToWait(byAccount, accountKey(email))
			]);
			const wait = Math.max(...waits);
			return wait > 0 ? wait : null;
		},
		async reward(address, email) {
			await Promise.all([byAddress.reward(address), byAccount.delete(accountKey(email))]);
		},
		async takeSignUp(address) {
			const wait = await secondsToWait(bySignUp, address);
			return wait > 0 ? wait : null;
		}
	};
}

async function secondsToWait(limiter: RateLimiterPrisma, key: string): Promise<number> {
	try {
		await limiter.consume(key);
		return 0;
	} catch (refusal) {
		if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
		throw refusal;
	}
}
