import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, estimateCost, prices } from './model-price.ts';

const named = (name: string) => ({ name, price: null });

describe('costOf', () => {
	it.each([
		['gpt-4o', 1_000_000, 0, 2_500_000],
		['gpt-4o', 0, 1_000_000, 10_000_000],
		['gpt-5', 1_000, 500, 6_250],
		['gpt-5-nano', 1, 0, 1],
		['gpt-4o-mini', 10, 10, 8],
		['gpt-5', 0, 0, 0]
	])('%s with %i in and %i out costs %i micro-dollars', (model, inputTokens, outputTokens, costMicros) => {
		expect(costOf(named(model), { inputTokens, outputTokens })).toEqual({ costMicros, priceKnown: true });
	});

	it.each([
		['gpt-4o-mini-2024-07-18', 'gpt-4o-mini'],
		['gpt-5-2025-08-07', 'gpt-5'],
		['gpt-5-chat-latest', 'gpt-5'],
		['openai/gpt-5-mini', 'gpt-5-mini'],
		['GPT-4o', 'gpt-4o']
	])('knows %s as %s', (model, same) => {
		const usage = { inputTokens: 12_345, outputTokens: 6_789 };
		expect(costOf(named(model), usage)).toEqual(costOf(named(same), usage));
		expect(costOf(named(model), usage).priceKnown).toBe(true);
	});

	it.each(['llama3.3:70b', 'gpt-5-ultra', 'ft:gpt-4o-mini:acme::abc', 'constructor', ''])(
		'counts the unknown model "%s" at the dearest known price and says so',
		(model) => {
			const usage = { inputTokens: 100_000, outputTokens: 50_000 };
			const cost = costOf(named(model), usage);
			expect(cost.priceKnown).toBe(false);
			for (const known of Object.keys(prices)) {
				expect(cost.costMicros).toBeGreaterThanOrEqual(costOf(named(known), usage).costMicros);
			}
		}
	);

	it('is a whole number that never falls when more is used', () => {
		const tokens = fc.integer({ min: 0, max: 2_000_000 });
		fc.assert(
			fc.property(
				fc.constantFrom(...Object.keys(prices), 'local'),
				tokens,
				tokens,
				(model, input, output) => {
					const { costMicros } = costOf(named(model), { inputTokens: input, outputTokens: output });
					const more = costOf(named(model), { inputTokens: input + 1, outputTokens: output + 1 });
					expect(Number.isSafeInteger(costMicros)).toBe(true);
					expect(more.costMicros).toBeGreaterThan(0);
					expect(more.costMicros).toBeGreaterThanOrEqual(costMicros);
				}
			)
		);
	});

	it('charges a very long prompt at the long-context price', () => {
		expect(costOf(named('gpt-5.6-luna'), { inputTokens: 300_000, outputTokens: 1_000 }).costMicros).toBe(
			121_800
		);
	});
});

describe('estimateCost', () => {
	it('is at least what a call of that size can cost', () => {
		const text = 'Grüße aus Köln, 東京, 🙂'.repeat(50);
		const usage = { inputTokens: Buffer.byteLength(text), outputTokens: 16_000 };
		expect(estimateCost(named('gpt-5'), Buffer.byteLength(text), 16_000).costMicros).toBeGreaterThanOrEqual(
			costOf(named('gpt-5'), usage).costMicros
		);
	});

	it('labels an unknown model', () => {
		expect(estimateCost(named('mistral'), 1_000, 1_000).priceKnown).toBe(false);
	});
});

it('counts the operator’s own price, whatever the model is called, and nought is nothing', () => {
	const usage = { inputTokens: 1_000_000, outputTokens: 2_000_000 };
	const at = (input: number, output: number) =>
		costOf({ name: 'llama3.1:8b', price: { input, output } }, usage);
	expect(at(0.1, 0.5)).toEqual({ costMicros: 1_100_000, priceKnown: true });
	expect(at(0, 0)).toEqual({ costMicros: 0, priceKnown: true });
	expect(
		estimateCost({ name: 'llama3.1:8b', price: { input: 0, output: 0 } }, 1_000, 16_000).costMicros
	).toBe(0);
});
