/**
 * Money that people pay: whole minor units of a currency, as Stripe counts. What models cost is counted in
 * micro-dollars, plain numbers of another type: an object cannot be added to them.
 */
export type Money = {
	/** Whole minor units: cents of a dollar, yen of a yen. */
	readonly amount: number;
	/** Three small letters, such as `usd`. */
	readonly currency: string;
};

/** `$29`, `$29.50`, `¥2,900` */
export function priceInWords({ amount, currency }: Money): string {
	const digits = fractionDigits(currency);
	const divisor = 10 ** digits;
	return new Intl.NumberFormat('en-US', {
		style: 'currency',
		currency,
		minimumFractionDigits: amount % divisor === 0 ? 0 : digits
	}).format(amount / divisor);
}

/** `29.00`, `2900`: as programs read a price. */
export function inMajorUnits({ amount, currency }: Money): string {
	const digits = fractionDigits(currency);
	return (amount / 10 ** digits).toFixed(digits);
}

function fractionDigits(currency: string): number {
	const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
	return format.resolvedOptions().maximumFractionDigits ?? 2;
}
