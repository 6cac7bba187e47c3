import { expect, expectTypeOf, test } from 'vitest';
import { inMajorUnits, priceInWords, type Money } from './money.ts';
import type { Micros } from './schemas/common.ts';
import type { z } from 'zod';

test('an amount is written in its own currency’s units', () => {
	const written = [
		{ amount: 2_900, currency: 'usd' },
		{ amount: 2_950, currency: 'usd' },
		{ amount: 2_900, currency: 'jpy' },
		{ amount: 990_000, currency: 'eur' }
	].map(priceInWords);
	expect(written).toEqual(['$29', '$29.50', '¥2,900', '€9,900']);
});

test('what people pay cannot be added to what models cost', () => {
	expectTypeOf<Money>().not.toExtend<z.infer<typeof Micros>>();
	expectTypeOf<z.infer<typeof Micros>>().not.toExtend<Money>();
	// @ts-expect-error: dollars of a bill and micro-dollars of a model are no sum.
	const sum = (bill: Money, cost: z.infer<typeof Micros>) => bill + cost;
	expect(sum).toBeTypeOf('function');
});

test('programs read a price in major units', () => {
	expect(inMajorUnits({ amount: 2_950, currency: 'usd' })).toBe('29.50');
	expect(inMajorUnits({ amount: 2_900, currency: 'jpy' })).toBe('2900');
});
