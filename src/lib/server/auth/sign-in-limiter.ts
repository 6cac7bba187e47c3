import { createHash } from 'node:crypto';
import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '#server/client-address.ts';
import { isLoopback } from '#server/config-values.ts';
import type { Db } from '#server/ports/db.ts';
import type { SignInLimiter } from '#server/ports/sign-in-limiter.ts';

/** In 15 minutes; a network is an IPv4 address or an IPv6 /64. */
const limits = {
	/** Failures of one network, whatever the account. */
	address: 60,
	/** Failures of one network with one account. */
	pair: 10,
	/** Failures with one account from all networks together: far more than one person's, far fewer than a guesser needs. */
	account: 100,
	/** Failures on a device that the account has signed in on; nobody else's count there. */
	device: 10,
	signUp: 10,
	/** Links that one network asks for, and for one account from everywhere; the earlier ones still work. */
	forgot: 20,
	forgotAccount: 5,
	/** Of somebody who is signed in. */
	userPassword: 10,
	userMail: 5,
	/** From this machine itself, where an installation is tried out. */
	localSignUp: 300
};
const windowSeconds = 15 * 60;

/**
 * Failed sign-ins and sign-ups, counted in Postgres, so that every process sees the same count. Strangers who guess at an
 * account lock out their own network, not its owner; somebody on a known device is not held up by anybody's failures but
 * those on it. When the count cannot be read, nobody gets in: `take` throws. `local` when only this machine is served.
 */
export function createSignInLimiter(db: Db, { local }: { local: boolean }): SignInLimiter {
	const limiter = (keyPrefix: keyof typeof limits) =>
		new RateLimiterPrisma({
			storeClient: db,
			tableName: 'rateLimit',
			keyPrefix,
			points: limits[keyPrefix],
			duration: windowSeconds,
			clearExpiredByTimeout: false
		});
	const by = Object.fromEntries(
		Object.keys(limits).map((name) => [name, limiter(name as keyof typeof limits)])
	) as Record<keyof typeof limits, RateLimiterPrisma>;

	return {
		async take({ address, email, device }) {
			if (device !== null) return longest([await secondsToWait(by.device, device)]);
			const { network, pair, account } = keysOf(address, email);
			return longest(
				await Promise.all([
					secondsToWait(by.address, network),
					secondsToWait(by.pair, pair),
					secondsToWait(by.account, account)
				])
			);
		},
		async reward({ address, email, device }) {
			const { network, pair, account } = keysOf(address, email);
			await (device !== null
				? by.device.delete(device)
				: Promise.all([by.address.reward(network), by.pair.delete(pair), by.account.reward(account)]));
		},
		async takeSignUp(address) {
			const isLocal = local && isLoopback(address);
			return longest([await secondsToWait(isLocal ? by.localSignUp : by.signUp, networkOf(address))]);
		},
		async takeForUser(what, userId) {
			return longest([await secondsToWait(what === 'mail' ? by.userMail : by.userPassword, userId)]);
		},
		async takeForgot(address, email) {
			const { network, account } = keysOf(address, email);
			return longest(
				await Promise.all([secondsToWait(by.forgot, network), secondsToWait(by.forgotAccount, account)])
			);
		}
	};
}

function keysOf(address: string, email: string) {
	const network = networkOf(address);
	const hash = (text: string) => createHash('sha256').update(text).digest('hex');
	return { network, pair: hash(`${network}\n${email}`), account: hash(email) };
}

function longest(waits: number[]): number | null {
	const wait = Math.max(...waits);
	return wait > 0 ? wait : null;
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
