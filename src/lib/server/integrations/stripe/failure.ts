import { failedBy, VendorError, type VendorErrorCodes } from '#server/errors.ts';

type Raw = { type?: string; code?: string; param?: string; statusCode?: number; message?: string };
type Code = VendorErrorCodes['stripe'];

/** Which of ours a refusal of Stripe's is: the first that fits. */
const kinds: readonly { fits: (raw: Raw) => boolean; code: Code; words: string }[] = [
	{
		fits: ({ code, param }) => code === 'resource_missing' && param === 'customer',
		code: 'no_customer',
		words: 'Stripe does not know this customer.'
	},
	{ fits: ({ code }) => code === 'resource_missing', code: 'not_found', words: 'Stripe does not know this.' },
	{
		fits: ({ code }) => code === 'charge_already_refunded',
		code: 'already_refunded',
		words: 'This was given back already.'
	},
	{
		fits: ({ statusCode }) => statusCode === 401,
		code: 'wrong_keys',
		words: 'Stripe did not accept our key.'
	},
	{
		fits: ({ statusCode }) => statusCode === 403,
		code: 'wrong_keys',
		words: 'Our Stripe key may not do this.'
	},
	{ fits: ({ statusCode }) => statusCode === 402, code: 'declined', words: 'The card was declined.' },
	{
		fits: ({ statusCode = 0 }) => statusCode === 409 || statusCode === 429 || statusCode >= 500,
		code: 'unavailable',
		words: 'Stripe cannot answer just now.'
	},
	{ fits: ({ statusCode = 0 }) => statusCode >= 400, code: 'refused', words: 'Stripe refused this' }
];

/** Any failure of a call to Stripe as ours. Whether a write that broke off was done, its idempotency key will tell. */
export function stripeFailure(error: unknown): VendorError<'stripe'> {
	if (failedBy('stripe', error)) return error;
	const raw = error as Raw;
	const kind = kinds.find(({ fits }) => fits(raw));
	if (!kind)
		return new VendorError('stripe', 'unavailable', 'Stripe cannot be reached.', {
			effect: 'unknown',
			cause: error
		});
	const words = kind.code === 'refused' ? `${kind.words}: ${raw.message ?? ''}` : kind.words;
	return new VendorError('stripe', kind.code, words, {
		...(raw.statusCode && { status: raw.statusCode }),
		cause: error
	});
}
