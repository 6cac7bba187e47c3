import { expect, it } from 'vitest';
import { lookOf } from './look-alike.ts';

it.each([
	['capitals', 'Expenses 2026', 'EXPENSES 2026'],
	['blanks', 'Expenses 2026', ' Expenses\u00A0 2026'],
	['Cyrillic letters', 'Shop', 'Ѕһор'],
	['Greek letters', 'Orders', 'Οrders'],
	['a nought', 'Orders', '0rders'],
	['a one', 'Bills', 'Bi11s'],
	['a capital i', 'Bills', 'BiIIs'],
	['full-width letters', 'Shop', 'Ｓｈｏｐ'],
	['accents', 'Cafe', 'Café'],
	['two letters for one', 'Harmony', 'Harrnony'],
	['unseen letters', 'Shop', 'Sh\u200Bop\u{E0041}'],
	['a hyphen', 'Web-shop', 'Web‑shop']
])('looks the same with %s', (_how, one, other) => {
	expect(lookOf(other)).toBe(lookOf(one));
});

it.each([
	['Expenses 2025', 'Expenses 2026'],
	['Shop', 'Stop'],
	['★', '☆'],
	['注文', '注記']
])('%s looks other than %s', (one, other) => {
	expect(lookOf(other)).not.toBe(lookOf(one));
});
