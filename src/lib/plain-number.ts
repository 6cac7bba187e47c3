/** Written with spaces or apostrophes between thousands, with any minus. Each is one character, so nothing backtracks. */
const space = /^[ \u00A0\u2009\u202F'’]$/;
/** Beyond these a computer's number is not the written one any more. */
const mostDigits = 15;

/**
 * The number that a cell means, in whichever notation it is written; null where that is not beyond doubt: `1,234` is a
 * thousand here and one and a bit there, `0049` is no amount, and a currency or a remark is no number.
 */
export function plainNumber(written: string): number | null {
	const text = written.trim();
	const minus = /^[-−]/.test(text);
	const groups = partsOf(minus ? text.slice(1) : text);
	if (!groups) return null;
	const { whole, fraction } = groups;
	if (whole.length > 1 && whole.startsWith('0')) return null;
	if (whole.length + fraction.length > mostDigits) return null;
	const value = Number(fraction ? `${whole}.${fraction}` : whole);
	return minus && value !== 0 ? -value : value;
}

/** Digits before and after the decimal sign; null where they are not separated as any notation does it. */
function partsOf(text: string): { whole: string; fraction: string } | null {
	if (!/^\d[\d.,’' \u00A0\u2009\u202F]{0,40}$/.test(text)) return null;
	const signs = Array.from(text).filter((sign) => !/\d/.test(sign));
	const kinds = new Set(signs.map((sign) => (space.test(sign) ? ' ' : sign)));
	const last = signs.at(-1) ?? '';
	const parts = text.split(/[^\d]/);
	if (kinds.size === 0) return { whole: text, fraction: '' };
	if (kinds.size > 2 || parts.some((part) => part === '')) return null;
	// One kind alone, more than once or as a space, is between thousands; of two, the last stands once, before the rest.
	const isPoint = (last === '.' || last === ',') && signs.filter((sign) => sign === last).length === 1;
	if (kinds.size === 2 && !isPoint) return null;
	if (kinds.size === 1 && isPoint) return parts[1]?.length === 3 && parts[0] !== '0' ? null : pair(parts);
	const whole = isPoint ? parts.slice(0, -1) : parts;
	return areThousands(whole)
		? { whole: whole.join(''), fraction: isPoint ? (parts.at(-1) ?? '') : '' }
		: null;
}

const pair = ([whole = '', fraction = '']: string[]) => ({ whole, fraction });

/** `1,234,567`, and as in India `12,34,567`. */
function areThousands([first = '', ...rest]: string[]): boolean {
	const end = rest.at(-1)?.length === 3;
	const same = rest.every(({ length }) => length === 3) && first.length <= 3;
	return end && (same || (rest.slice(0, -1).every(({ length }) => length === 2) && first.length <= 2));
}
