import Stripe from 'stripe';
import { sandboxKeys } from '../../sandbox/stripe/state.ts';

/** Stripe's own package, pointed at the sandbox; no hidden retries, so that each call is one request. */
export function stripeClient({ url }: { url: string }, maxNetworkRetries = 0): Stripe {
	const { hostname, port } = new URL(url);
	const at = { host: hostname, port, protocol: 'http' as const, maxNetworkRetries, timeout: 2_000 };
	return new Stripe(sandboxKeys.secretKey, { ...at, telemetry: false });
}
