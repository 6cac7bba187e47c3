import type StripeSdk from 'stripe';
import { stripeFailure } from './failure.ts';

export type Settings = {
	secretKey: string;
	webhookSecret: string;
	apiUrl: string | null;
	prices: Partial<Record<string, string>>;
	livemode: boolean;
	sandbox: boolean;
};

/** Asks Stripe one thing; whatever goes wrong comes out as ours. */
export type Ask = <Answer>(question: (sdk: StripeSdk) => Promise<Answer>) => Promise<Answer>;

/**
 * Stripe's own package, loaded with the first call. A page waits for most of these calls, so 20 seconds and not its
 * 80; and two repeats, which it makes half a second apart with the same idempotency key, for a connection that was
 * cut or an answer that was lost. It does not repeat after a 429.
 */
const timeout = 20_000;
const maxNetworkRetries = 2;

export function createAsk({ secretKey, apiUrl }: Settings): Ask {
	let loaded: Promise<StripeSdk> | undefined;
	const load = async () => {
		const { default: Sdk } = await import('stripe');
		return new Sdk(secretKey, { timeout, maxNetworkRetries, telemetry: false, ...addressOf(apiUrl) });
	};
	return async (question) => {
		const sdk = await (loaded ??= load());
		try {
			return await question(sdk);
		} catch (error) {
			throw stripeFailure(error);
		}
	};
}

/** The package takes the parts of an address; its path `/v1/` is fixed. */
function addressOf(apiUrl: string | null) {
	if (apiUrl === null) return {};
	const { hostname, port, protocol } = new URL(apiUrl);
	const scheme: 'http' | 'https' = protocol === 'http:' ? 'http' : 'https';
	return { host: hostname, port: port || (scheme === 'http' ? 80 : 443), protocol: scheme };
}

/** Seconds since 1970, as Stripe counts. */
export function timeOf(seconds: number): Date {
	return new Date(seconds * 1_000);
}

/** What may be an id or the thing itself, as its id. */
export function idOf(value: string | { id: string } | null): string {
	return typeof value === 'string' ? value : (value?.id ?? '');
}
