import { formatCents } from '../reader/amounts.ts';
import type { Entry } from '../reader/entries.ts';

/** What a bookkeeper would put a pencil mark on, one sentence each. */
export function oddities(entries: readonly Entry[], vatPercent: number | null): string[] {
	const undated = entries.every((entry) => !entry.date);
	const found = entries.flatMap((entry) => [
		doesNotAddUp(entry),
		wrongRate(entry, vatPercent),
		incomplete(entry, undated)
	]);
	return [undated ? 'No line has a date.' : null, ...found, ...twice(entries)]
		.filter((each) => each !== null)
		.slice(0, 40);
}

const nameOf = (entry: Entry) => [entry.supplier, entry.date].filter(Boolean).join(', ') || 'A line';

function doesNotAddUp({ net, vat, gross, ...entry }: Entry): string | null {
	if (!net || !vat || !gross || net.cents + vat.cents === gross.cents) return null;
	const right = formatCents(net.cents + vat.cents, gross.currency);
	const off = formatCents(Math.abs(gross.cents - net.cents - vat.cents), gross.currency);
	return `${nameOf({ net, vat, gross, ...entry })}: net plus VAT is ${right}, but the invoice says ${gross.text} (off by ${off}). The printed numbers were kept.`;
}

function wrongRate(entry: Entry, percent: number | null): string | null {
	if (!entry.net || !entry.vat || percent === null) return null;
	const right = Math.round((entry.net.cents * percent) / 100);
	if (Math.abs(right - entry.vat.cents) <= 1) return null;
	return `${nameOf(entry)}: ${percent}% of ${entry.net.text} is ${formatCents(right, entry.vat.currency)}, but the VAT says ${entry.vat.text}.`;
}

function incomplete(entry: Entry, undated: boolean): string | null {
	const missing = [
		!entry.date && !undated && 'date',
		!entry.supplier && 'supplier',
		!entry.gross && 'amount'
	].filter(Boolean);
	return missing.length ? `${nameOf(entry)}: no ${missing.join(' and no ')}.` : null;
}

function twice(entries: readonly Entry[]): string[] {
	const seen = new Map<string, number>();
	for (const entry of entries) {
		const key = `${nameOf(entry)}, ${entry.gross?.text ?? ''}`;
		seen.set(key, (seen.get(key) ?? 0) + 1);
	}
	return [...seen]
		.filter(([, times]) => times > 1)
		.map(([key, times]) => `${key} is there ${times} times. Is it a duplicate?`);
}
