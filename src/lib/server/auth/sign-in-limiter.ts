import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
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
				secondsToWait(byAddress, networkOf(address)),
				secondsToWait(byAccount, accountKey(email))
			]);
			const wait = Math.max(...waits);
			return wait > 0 ? wait : null;
		},
		async reward(address, email) {
			await Promise.all([byAddress.reward(networkOf(address)), byAccount.delete(accountKey(email))]);
		},
		async takeSignUp(address) {
			const wait = await secondsToWait(bySignUp, networkOf(address));
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

/** Every IPv6 customer has at least 2^64 addresses, so all of one network count as one; IPv4 stays as it is. */
function networkOf(address: string): string {
	const plain = address.replace(/%.*$/, '');
	if (!isIPv6(plain)) return address;
	const { hostname } = new URL(`http://[${plain}]`);
	const [head = '', tail] = hostname.slice(1, -1).split('::');
	const before = head ? head.split(':') : [];
	const after = tail ? tail.split(':') : [];
	const zeros = Array<string>(tail === undefined ? 0 : 8 - before.length - after.length).fill('0');
	const groups = [...before, ...zeros, ...after];
	const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
	return mapped ? groups.join(':') : `${groups.slice(0, 4).join(':')}::/64`;
}
