import { json, type Answer } from '../kit/http.ts';
import type { ErrorAnswers } from '../kit/play.ts';

type Details = { code?: string; param?: string; decline_code?: string };

/** A refusal in Stripe's words. */
export class ApiError extends Error {
	readonly status: number;
	readonly type: string;
	readonly details: Details;

	constructor(status: number, type: string, message: string, details: Details = {}) {
		super(message);
		this.status = status;
		this.type = type;
		this.details = details;
	}
}

export function invalid(message: string, details: Details = {}): ApiError {
	return new ApiError(400, 'invalid_request_error', message, details);
}

export function missing(noun: string, id: string, param: string): ApiError {
	const message = `No such ${noun}: '${id}'`;
	return new ApiError(param === 'id' ? 404 : 400, 'invalid_request_error', message, {
		code: 'resource_missing',
		param
	});
}

export function declined(): ApiError {
	const details = { code: 'card_declined', decline_code: 'generic_decline' };
	return new ApiError(402, 'card_error', 'Your card was declined.', details);
}

export function needsAction(): ApiError {
	const message = 'Payment for this subscription requires additional user action before it can be completed.';
	return new ApiError(402, 'card_error', message, { code: 'subscription_payment_intent_requires_action' });
}

export function errorAnswer({ status, type, message, details }: ApiError): Answer {
	return json(status, { error: { ...details, message, type } });
}

const unavailable = new ApiError(503, 'api_error', 'An unknown error occurred.');
const tooMany = new ApiError(429, 'invalid_request_error', 'Too many requests.', { code: 'rate_limit' });
const wrongKey = new ApiError(401, 'invalid_request_error', 'Invalid API Key provided.');

export const stripeErrors: ErrorAnswers = {
	from: (error) => (error instanceof ApiError ? errorAnswer(error) : null),
	unavailable: () => errorAnswer(unavailable),
	rateLimited: () => errorAnswer(tooMany),
	unauthenticated: () => errorAnswer(wrongKey)
};
