import { formatMoney } from '../format.ts';
import type { Usage } from '../schemas/usage.ts';

type Spending = Pick<Usage, 'spendMicros' | 'spendCapMicros' | 'spendWarnedPercent' | 'installationFull'>;

/** `reached`: tasks wait for money. `near`: most of it is used, so somebody should hear of it. */
export function spendingLevel(usage: Spending): 'reached' | 'near' | null {
	if (usage.installationFull) return 'reached';
	const percent = Math.max(usage.spendWarnedPercent, usedPercent(usage));
	if (percent >= 100) return 'reached';
	return percent >= 80 ? 'near' : null;
}

/** Whole percent of this month's limit, never rounded up to a mark that is not reached. */
export function usedPercent({
	spendMicros,
	spendCapMicros
}: Pick<Spending, 'spendMicros' | 'spendCapMicros'>): number {
	return spendCapMicros <= 0 ? 100 : Math.floor((spendMicros * 100) / spendCapMicros);
}

/** `$3.20`, or `at most $3.20, price unknown` while nobody has said what the model costs. */
export function spentWords({ spendMicros, priceKnown }: Pick<Usage, 'spendMicros' | 'priceKnown'>): string {
	if (priceKnown || spendMicros === 0) return formatMoney(spendMicros);
	return `at most ${formatMoney(spendMicros)}, price unknown`;
}

/** What a person types as dollars, `1,250.50` or `$40`, as micro-dollars; null when it is no amount. */
export function parseDollars(text: string): number | null {
	const plain = text.trim().replace(/^\$\s*/, '');
	const grouped = /^\d{1,3}(,\d{3})+(\.\d{1,2})?$/.test(plain);
	if (!grouped && !/^\d+(\.\d{1,2})?$/.test(plain)) return null;
	const dollars = Number(plain.replaceAll(',', ''));
	return Math.round(dollars * 100) * 10_000;
}

/** Micro-dollars as the field shows them: `25`, `12.50`. */
export function dollarsText(micros: number): string {
	const cents = Math.round(micros / 10_000);
	return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}
