/** Waits that grow with each try, in seconds, and how far chance spreads them, so that many do not come back at once. */
export type Backoff = { first: number; factor: number; most: number; spread: { from: number; to: number } };

const aroundIt = { from: 0.5, to: 1.5 };

/** `retrySeconds` is the first wait after a vendor's failure (Timings). */
export const backoffs = {
	run: { first: 2, factor: 4, most: 3_600, spread: aroundIt },
	action: (retrySeconds: number): Backoff => ({
		first: retrySeconds,
		factor: 3,
		most: 900,
		spread: aroundIt
	}),
	notification: (retrySeconds: number): Backoff => ({
		first: retrySeconds * 3,
		factor: 3,
		most: 3_600,
		spread: { from: 1, to: 1.25 }
	})
};

/** Seconds until the next try after `failed` of them (from 1). `chance` is in [0, 1). */
export function backoffSeconds(
	{ first, factor, most, spread }: Backoff,
	failed: number,
	chance: number
): number {
	const { from, to } = spread;
	return Math.min(most, first * factor ** (failed - 1)) * (from + (to - from) * chance);
}
