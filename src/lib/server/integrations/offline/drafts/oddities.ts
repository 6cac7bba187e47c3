import { formatCents } from '../reader/amounts.ts';
import type { Entry } from '../reader/entries.ts';

/** What a bookkeeper would put a pencil mark on, one sentence each. */
export function oddities(entries: readonly Entry[], vatPercent: number | null): string[] {
	const everywhere = parts.filter((part) => entries.length > 1 && entries.every((entry) => !entry[part]));
	const found = entries.flatMap((entry) => [
		doesNotAddUp(entry),
		wrongRate(entry, vatPercent),
		incomplete(entry, everywhere)
	]);
	return [...everywhere.map((part) => `No line has ${withArticle(part)}.`), ...found, ...twice(entries)]
		.filter((each) => each !== null)
		.slice(0, 40);
}

const parts = ['date', 'supplier', 'gross'] as const;
type Part = (typeof parts)[number];

const nameFor = (part: Part) => (part === 'gross' ? 'amount' : part);
const withArticle = (part: Part) => `${part === 'gross' ? 'an' : 'a'} ${nameFor(part)}`;

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

function incomplete(entry: Entry, everywhere: readonly Part[]): string | null {
	const missing = parts.filter((part) => !entry[part] && !everywhere.includes(part)).map(nameFor);
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
