import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { z } from 'zod';
import { baseOf, decoded, json, type Answer, type Asked } from '../kit/http.ts';
import { play, refuse } from '../kit/play.ts';
import { catchUp } from './billing/time.ts';
import { ApiError, errorAnswer, invalid, stripeErrors } from './errors.ts';
import { expanded } from './expand.ts';
import { parseForm } from './form.ts';
import type { Call, Operation } from './operation.ts';
import { catalogueOperations } from './operations/catalogue.ts';
import { checkoutOperations } from './operations/checkout.ts';
import { customerOperations } from './operations/customers.ts';
import { disputeOperations } from './operations/disputes.ts';
import { invoiceOperations } from './operations/invoices.ts';
import { portalOperations } from './operations/portal.ts';
import { subscriptionOperations } from './operations/subscriptions.ts';
import { newId, type Store } from './state.ts';

const operations: Operation[] = [
	...customerOperations,
	...catalogueOperations,
	...checkoutOperations,
	...portalOperations,
	...subscriptionOperations,
	...invoiceOperations,
	...disputeOperations
];

const version = '2026-10-28.endive';
const longestKey = 255;

function checkHeaders({ headers }: Asked): void {
	const key = /^Bearer (?:sk|rk)_test_\w+$/.exec(headers.authorization ?? '');
	if (!key) throw new ApiError(401, 'invalid_request_error', 'Invalid API Key provided.');
	if (headers['stripe-version'] !== version)
		throw invalid(`This sandbox speaks ${version}, not ${String(headers['stripe-version'])}.`);
	if (String(headers['idempotency-key'] ?? '').length > longestKey)
		throw invalid('Idempotency keys can be at most 255 characters.', { code: 'idempotency_key_too_long' });
}

function paramsOf(asked: Asked, { params }: Operation): Record<string, unknown> {
	const given = parseForm(asked.method === 'POST' ? new URLSearchParams(asked.body) : asked.url.searchParams);
	const result = params.safeParse(given);
	if (result.success) return result.data as Record<string, unknown>;
	throw refusedParameter(result.error.issues[0], given);
}

function refusedParameter(issue: z.core.$ZodIssue | undefined, given: unknown): ApiError {
	const path = (issue?.path ?? []).map(String);
	const name = (parts: string[]) => parts.map((part, index) => (index === 0 ? part : `[${part}]`)).join('');
	if (issue?.code === 'unrecognized_keys') {
		const param = name([...path, ...issue.keys.slice(0, 1)]);
		return invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
	}
	const param = name(path);
	const at = path.reduce<unknown>(
		(value, part) => (value as Record<string, unknown> | undefined)?.[part],
		given
	);
	return at === undefined
		? invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
		: invalid(`Invalid ${param}: ${issue?.message ?? ''}`, { param });
}

type Prepared = { operation: Operation; asked: Asked; params: Record<string, unknown> };

function carryOut(store: Store, { operation, asked, params }: Prepared): Answer {
	const { state } = store;
	const base = baseOf(asked);
	const living = Object.values(state.rows.customer).filter(({ test_clock }) => !test_clock);
	catchUp(
		state,
		living.map(({ id }) => id),
		base
	);
	const [, ...path] = operation.path.exec(asked.url.pathname) ?? [];
	const call: Call<never> = { state, store, path: path.map(decoded), params: params as never, base };
	const { expand } = params as { expand?: string[] };
	const headers = { 'request-id': newId('req'), 'stripe-version': version };
	return json(200, expanded(state, operation.apply(call), expand), headers);
}

/** The first answer to a key is kept and given again, whatever it was; GET and DELETE know no keys. */
function once(store: Store, prepared: Prepared, work: () => Answer): Answer {
	const key = prepared.asked.headers['idempotency-key'];
	if (typeof key !== 'string' || prepared.asked.method !== 'POST') return work();
	const { keys } = store.state;
	const request = createHash('sha256')
		.update(`${prepared.asked.url.pathname}\n${prepared.asked.body}`)
		.digest('hex');
	const kept = keys[key];
	if (kept && kept.request !== request)
		throw new ApiError(
			400,
			'idempotency_error',
			'Keys for idempotent requests can only be used with the same parameters they were first used with.'
		);
	if (kept?.answer)
		return {
			...kept.answer,
			headers: { 'content-type': 'application/json', 'idempotency-key': key, 'idempotent-replayed': 'true' }
		};
	const answer = answered(work);
	keys[key] = { request, answer: { status: answer.status, body: String(answer.body) } };
	return { ...answer, headers: { ...answer.headers, 'idempotency-key': key } };
}

function answered(work: () => Answer): Answer {
	try {
		return work();
	} catch (error) {
		if (error instanceof ApiError) return errorAnswer(error);
		throw error;
	}
}

/** Keys whose request is under way: a second one is refused, as Stripe does. */
const underWay = new Set<string>();

/** Stripe's API, in the words of its published types. */
export async function serveApi(
	store: Store,
	timeScale: number,
	asked: Asked,
	response: ServerResponse
): Promise<void> {
	const { pathname } = asked.url;
	const operation = operations.find(({ method, path }) => method === asked.method && path.test(pathname));
	const key = `${baseOf(asked)} ${String(asked.headers['idempotency-key'])}`;
	const busy = asked.headers['idempotency-key'] !== undefined && underWay.has(key);
	try {
		checkHeaders(asked);
		if (!operation)
			throw new ApiError(
				404,
				'invalid_request_error',
				`Unrecognized request URL (${asked.method}: ${pathname}).`
			);
		const params = paramsOf(asked, operation);
		if (busy)
			throw new ApiError(
				409,
				'idempotency_error',
				'There is currently another in-progress request using this Idempotent Key.',
				{
					code: 'idempotency_key_in_use'
				}
			);
		underWay.add(key);
		const prepared = { operation, asked, params };
		const handled = {
			operation: operation.id,
			errors: stripeErrors,
			email: null,
			body: params,
			texts: Object.values(params).filter((value) => typeof value === 'string'),
			apply: () => once(store, prepared, () => carryOut(store, prepared))
		};
		await play(store, timeScale, asked, handled, response);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		refuse(
			store,
			asked,
			{ operation: operation?.id ?? 'unknown', email: null, answer: errorAnswer(error) },
			response
		);
	} finally {
		if (!busy) underWay.delete(key);
	}
}
