import type { Model, ModelPrice, ModelReply } from '#server/ports/model.ts';

type Priced = Pick<Model, 'name' | 'price'>;
export type Cost = { costMicros: number; priceKnown: boolean };

/**
 * Dollars per million tokens, standard tier, as published at developers.openai.com/api/docs/pricing (read in November 2026).
 * Models that have been shut down (the last ones on 23 October 2026) are not listed. Cached input is counted at the full price, so a bill is never shown too low because of a discount that we did not see.
 */
export const prices: Record<string, ModelPrice> = {
	'gpt-6-astra': { input: 10, output: 50 },
	'gpt-6.1-sol': { input: 2, output: 10 },
	'gpt-6-sol': { input: 2, output: 10 },
	'gpt-6-luna': { input: 0.1, output: 0.5 },
	'gpt-5.6': { input: 4, output: 20 },
	'gpt-5.6-sol': { input: 4, output: 20 },
	'gpt-5.6-terra': { input: 2, output: 12 },
	'gpt-5.6-luna': { input: 0.2, output: 1.2 },
	'gpt-5.5': { input: 5, output: 30 },
	'gpt-5.5-pro': { input: 30, output: 180 },
	'gpt-5.4': { input: 2.5, output: 15 },
	'gpt-5.4-pro': { input: 30, output: 180 },
	'gpt-5.4-mini': { input: 0.75, output: 4.5 },
	'gpt-5.4-nano': { input: 0.2, output: 1.25 },
	'gpt-5.2': { input: 1.75, output: 14 },
	'gpt-5.2-chat': { input: 1.75, output: 14 },
	'gpt-5.2-pro': { input: 21, output: 168 },
	'gpt-5.1': { input: 1.25, output: 10 },
	'gpt-5.1-chat': { input: 1.25, output: 10 },
	'gpt-5': { input: 1.25, output: 10 },
	'gpt-5-chat': { input: 1.25, output: 10 },
	'gpt-5-mini': { input: 0.25, output: 2 },
	'gpt-5-nano': { input: 0.05, output: 0.4 },
	'gpt-5-pro': { input: 15, output: 120 },
	'gpt-4.1': { input: 2, output: 8 },
	'gpt-4.1-mini': { input: 0.4, output: 1.6 },
	'gpt-4o': { input: 2.5, output: 10 },
	'gpt-4o-mini': { input: 0.15, output: 0.6 },
	o3: { input: 2, output: 8 },
	'o3-pro': { input: 20, output: 80 }
};

/** What is counted for a model that the table does not know, a local one included. */
const dearest: ModelPrice = {
	input: Math.max(...Object.values(prices).map((price) => price.input)),
	output: Math.max(...Object.values(prices).map((price) => price.output))
};

/** Beyond this many input tokens these models (and, to be safe, unknown ones) cost twice the input and 1.5 times the output. */
const longContextTokens = 272_000;
const longContextModels = /^gpt-(5\.[4-9]|6)/;

/** A dated or moving name of the same model: `gpt-4o-2024-08-06`, `gpt-4-0613`, `gpt-5-chat-latest`. */
const versionSuffix = /-(\d{4}-\d{2}-\d{2}|\d{4}|latest|preview)$/;

/** Only a version may follow a known name: an unknown variant such as `gpt-5-ultra` may cost far more. */
function pricedName(model: string): string | null {
	const name = model
		.trim()
		.toLowerCase()
		.replace(/^openai\//, '');
	return (
		[name, name.replace(versionSuffix, '')].find((candidate) => Object.hasOwn(prices, candidate)) ?? null
	);
}

/** Whether anybody has said what it costs: the vendor in its list, or the operator. */
export function isPriced({ name, price }: Priced): boolean {
	return price !== null || pricedName(name) !== null;
}

function microsPerMillion(dollars: number, longContext: number): bigint {
	return BigInt(Math.round(dollars * 1_000_000 * longContext));
}

/**
 * Whole micro-dollars of one call, rounded up: at the operator's own price where there is one. A model without a known
 * price is counted at the dearest known.
 */
export function costOf(model: Priced, usage: NonNullable<ModelReply['usage']>): Cost {
	const name = pricedName(model.name);
	const price = model.price ?? (name === null ? null : prices[name]) ?? dearest;
	const long =
		model.price === null &&
		usage.inputTokens > longContextTokens &&
		(name === null || longContextModels.test(name));
	const input = BigInt(usage.inputTokens) * microsPerMillion(price.input, long ? 2 : 1);
	const output = BigInt(usage.outputTokens) * microsPerMillion(price.output, long ? 1.5 : 1);
	return {
		costMicros: Number((input + output + 999_999n) / 1_000_000n),
		priceKnown: model.price !== null || name !== null
	};
}

/** The answer format and the framing of the messages, which are counted as input too. */
const framingTokens = 4_000;

/**
 * The most that a call can cost: for reserving budget, and for a call whose usage was never reported. A token stands for
 * at least one byte.
 */
export function estimateCost(model: Priced, inputBytes: number, maxOutputTokens: number): Cost {
	return costOf(model, { inputTokens: inputBytes + framingTokens, outputTokens: maxOutputTokens });
}
