import { pairs } from '../text.ts';

/** How a column of numbers writes its decimals; null: nothing in it shows; `mixed`: each is read by itself. */
export type Decimal = '.' | ',' | null | 'mixed';
/** A number as printed: digits and marks alone, its currency, and whether it is taken away. */
export type Printed = { text: string; body: string; currency: string; negative: boolean; start: number };

const currencies = pairs(
	'eur €, euro €, euros €, usd $, dollar $, dollars $, bucks $, gbp £, quid £, pound £, pounds £, inr ₹, rs ₹, rupees ₹, chf CHF, sek SEK, nok NOK, dkk DKK, pln PLN, zł PLN, cad CAD, aud AUD, jpy ¥, yen ¥, kr kr, fr CHF'
);
const unit = String.raw`[€$£₹¥]|(?:${[...currencies.keys()].join('|')})(?!\p{L})`;
const digits = String.raw`\d{1,3}(?:[ '’.,]\d{2,3}(?!\d)){1,4}(?:[.,]\d{1,2}(?!\d))?|\d{1,12}(?:[.,]\d{1,3}(?!\d))?`;
const number = new RegExp(
	String.raw`(?<![\p{L}\d.,/-])(?<open>\()?(?<sign>[-−–+]?)(?:(?<before>${unit}) ?)?(?<inner>[-−]?)(?<body>${digits})(?![\p{L}\d:%]|[.,/-]\d)(?<trail>-(?!\d))?(?: ?(?<after>${unit})(?! ?\d))?(?: ?(?<side>CR|DR)(?!\p{L}))?(?<close>\))?`,
	'giu'
);

/** Every number of a text, whether it is money or not. */
export const findNumbers = (text: string): Printed[] =>
	Array.from(text.matchAll(number), ({ 0: whole, index, groups = {} }) => {
		const { open, sign, before, inner, body = '', trail, after, side, close } = groups;
		const code = before ?? after ?? '';
		const minus = [sign, inner, trail].some((each) => each && each !== '+') || Boolean(open && close);
		return {
			text: open && close ? whole.trim() : (whole.replace('(', '').trim().split(')')[0] ?? ''),
			body,
			currency: currencies.get(code.toLowerCase()) ?? code,
			negative: minus || side?.toUpperCase() === 'CR',
			start: index + whole.length - whole.trimStart().length
		};
	});

/** Those that are money for certain: with a currency, or with two decimals. */
export const findAmounts = (text: string): Printed[] =>
	findNumbers(text).filter(({ body, currency }) => currency !== '' || /[.,]\d{2}$/.test(body));

/** What shows the decimals: both marks at once, or one that is not followed by three digits. */
function decimalIn(body: string): '.' | ',' | null {
	const [comma, dot] = [body.lastIndexOf(','), body.lastIndexOf('.')];
	const at = Math.max(comma, dot);
	const [mark, other] = dot > comma ? (['.', ','] as const) : ([',', '.'] as const);
	if (at < 0 || (comma >= 0 && dot >= 0)) return at < 0 ? null : mark;
	if (body.indexOf(mark) !== at) return other;
	return body.length - at === 4 && !["'", '’', ' '].some((mark) => body.includes(mark)) ? null : mark;
}

export function decimalOf(bodies: readonly string[]): Decimal {
	const shown = new Set(bodies.map(decimalIn).filter((each) => each !== null));
	return shown.size > 1 ? 'mixed' : ([...shown][0] ?? null);
}

/** Whole cents, or null where `1.234` could be one thing or the other. */
export function centsOf(
	{ body, negative }: Pick<Printed, 'body' | 'negative'>,
	column: Decimal
): number | null {
	const decimal = decimalIn(body) ?? (column === 'mixed' ? null : column);
	const unclear =
		decimal === null && (body.includes('.') || body.includes(',')) && !/^\d{1,3}(?:,\d{3}){1,4}$/.test(body);
	const at = decimal === null ? -1 : body.lastIndexOf(decimal);
	const whole = (at < 0 ? body : body.slice(0, at)).replace(/\D/g, '');
	const part = at < 0 ? '' : body.slice(at + 1);
	if (unclear || part.length > 2 || whole.length > 12) return null;
	const cents = Number(whole) * 100 + Number(part.padEnd(2, '0'));
	return negative ? -cents : cents;
}

/** `€1,234.50`, `-12.00`, `1,234.50 CHF` */
export function formatCents(cents: number, currency: string): string {
	const amount = Math.abs(cents);
	const whole = String(Math.trunc(amount / 100)).replace(/\B(?=(?:\d{3})+$)/g, ',');
	const text = `${whole}.${String(amount % 100).padStart(2, '0')}`;
	const sign = cents < 0 ? '-' : '';
	return currency.length > 1 ? `${sign}${text} ${currency}` : `${sign}${currency}${text}`;
}
