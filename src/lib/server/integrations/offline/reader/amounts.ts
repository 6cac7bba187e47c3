/** A sum of money as it stands in a text. `currency` is the sign, empty when none is written. */
export type Amount = { text: string; currency: string; cents: number; at: number };

const signs: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' };
const number = String.raw`-?\d{1,9}(?:[.,'’]\d{1,3}){0,4}`;
const money = new RegExp(
	String.raw`(?:(€|\$|£|EUR|USD|GBP|CHF)\s?(${number}))|(?:(?<![\d.,])(${number})\s?(€|\$|£|EUR\b|USD\b|GBP\b|CHF\b)(?!\d))`,
	'g'
);
const bare = new RegExp(
	String.raw`(?<![\d.,:/-])-?\d{1,9}(?:[,'’]\d{3}){0,3}[.,]\d{2}(?![\d%:/-]|[.,]\d)`,
	'g'
);

/** `1.240,50`, `1,240.50` and `1240` in cents; null when it cannot be read as money. */
export function parseCents(text: string): number | null {
	const negative = text.startsWith('-');
	const parts = text.replace('-', '').split(/[.,'’]/);
	const last = parts.at(-1) ?? '';
	const hasCents = parts.length > 1 && last.length < 3;
	const whole = (hasCents ? parts.slice(0, -1) : parts).join('');
	if (!/^\d{1,12}$/.test(whole)) return null;
	const cents = Number(whole) * 100 + (hasCents ? Number(last.padEnd(2, '0')) : 0);
	return negative ? -cents : cents;
}

/** Every sum with a currency, in the order of the text. */
export function readAmounts(text: string): Amount[] {
	const found: Amount[] = [];
	for (const match of text.matchAll(money)) {
		const sign = match[1] ?? match[4] ?? '';
		const cents = parseCents(match[2] ?? match[3] ?? '');
		if (cents === null) continue;
		found.push({ text: match[0], currency: signs[sign] ?? sign, cents, at: match.index });
	}
	return found;
}

/** Sums written without a currency, like `48.20`; whole numbers are not taken for money. */
export function readBareAmounts(text: string): Amount[] {
	const found: Amount[] = [];
	for (const match of text.matchAll(bare)) {
		const cents = parseCents(match[0]);
		if (cents !== null) found.push({ text: match[0], currency: '', cents, at: match.index });
	}
	return found;
}

/** Cents as people write them, `€1,240.50`; made by hand so that no locale of the machine has a say. */
export function formatCents(cents: number, currency: string): string {
	const digits = String(Math.abs(cents)).padStart(3, '0');
	const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
	const space = /[A-Z]/.test(currency) ? ' ' : '';
	return `${cents < 0 ? '-' : ''}${currency}${space}${whole}.${digits.slice(-2)}`;
}
