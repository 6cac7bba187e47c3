import { describe, expect, test } from 'vitest';
import { VendorError, type GoogleErrorCode } from '#server/errors.ts';
import { NoConnection } from '../connection/no-connection.ts';
import { timingsAt } from '../ledger/lease.ts';
import { maxTries, planAfterAbsence, planAgain, planFirstLook, planNextLook } from './action-plan.ts';
import { ActionWaits, PayloadChanged } from './approval-preconditions.ts';
import { NeedsHuman } from './kind.ts';

const timings = timingsAt(1);
const chance = { timings, random: () => 0.5 };
const google = (code: GoogleErrorCode, retryAfterSeconds?: number) =>
	new VendorError('google', code, 'Google said no.', {
		effect: code === 'duplicate' ? 'done' : 'none',
		...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
	});

describe('nothing was done', () => {
	test.each([
		[
			'asked to wait, it waits as told',
			google('rate_limited', 7),
			{ wait: 'rate_limit', afterSeconds: 7, burns: false }
		],
		[
			'asked to wait without a time',
			google('rate_limited'),
			{ wait: 'rate_limit', afterSeconds: 20, burns: false }
		],
		[
			'the permission is missing',
			google('missing_scope'),
			{ wait: 'connect', afterSeconds: null, burns: false }
		],
		[
			'nothing is connected',
			new NoConnection('not_connected', 'No.'),
			{ wait: 'connect', afterSeconds: null }
		],
		[
			'the connection is over',
			new NoConnection('needs_reauth', 'No.'),
			{ wait: 'reauth', afterSeconds: null }
		],
		['somebody pressed pause', new ActionWaits('paused', 'No.'), { wait: 'paused', afterSeconds: null }],
		['Google is away', google('unavailable'), { wait: 'retry', afterSeconds: 5, burns: true }],
		['the token was refused', google('needs_reauth'), { wait: 'retry', afterSeconds: 5, burns: true }],
		[
			'the receiver is away',
			new VendorError('webhook', 'unavailable', 'No.'),
			{ wait: 'retry', burns: true }
		],
		['a fault of our own', new Error('secret inside'), { wait: 'retry', burns: true }]
	])('%s: it stays approved', (_what, error, expected) => {
		expect(planAgain(error, 0, chance)).toMatchObject({ status: 'approved', ...expected });
	});

	test.each([
		['a refusal', google('refused')],
		['what is gone', google('not_found')],
		['a question for a person', new NeedsHuman('tab_gone', 'It is gone.')],
		['an address that may not be', new VendorError('webhook', 'refused_address', 'No.')],
		['a receiver that refuses', new VendorError('webhook', 'refused', 'No.')]
	])('%s is with a person at once', (_what, error) => {
		expect(planAgain(error, 0, chance)).toMatchObject({
			status: 'needs_human',
			error: { message: error.message }
		});
	});

	test('the waits grow, and after the last try a person is asked', () => {
		const waits = Array.from({ length: maxTries - 1 }, (_, tries) =>
			planAgain(google('unavailable'), tries, chance)
		);
		expect(waits.map(({ afterSeconds }) => afterSeconds)).toEqual([5, 15, 45, 135, 405]);
		const last = planAgain(google('unavailable'), maxTries - 1, chance);
		expect(last).toMatchObject({ status: 'needs_human', error: { code: 'unavailable' } });
	});

	test('other bytes are never carried out, and our insides are told to nobody', () => {
		expect(planAgain(new PayloadChanged('Changed.'), 0, chance)).toMatchObject({ status: 'failed' });
		const { error } = planAgain(new Error('password=secret'), 0, chance);
		expect(JSON.stringify(error)).not.toContain('secret');
	});
});

describe('nobody knows what was done', () => {
	test('it is looked for before anything else, at once when Google says that it is there', () => {
		expect(planFirstLook(google('lost'), chance)).toMatchObject({ status: 'unknown', afterSeconds: 2 });
		expect(planFirstLook(google('duplicate'), chance)).toMatchObject({ status: 'unknown', afterSeconds: 0 });
		expect(planFirstLook(new TypeError('broken'), chance)).toMatchObject({ status: 'unknown' });
	});

	test('the looks outlast the time in which an effect may not show', () => {
		const waits = [2, ...[1, 2, 3, 4].map((looks) => planNextLook(null, looks, chance).afterSeconds)];
		expect(waits).toEqual([2, 5, 10, 20, 40]);
		expect(timings.lookSeconds.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(
			timings.effectLagSeconds
		);
	});

	test('a vendor that is away is asked ever more seldom, and in the end a person is', () => {
		const waits = [5, 6, 7, 12].map(
			(looks) => planNextLook(google('unavailable'), looks, chance).afterSeconds
		);
		expect(waits).toEqual([80, 160, 320, 900]);
		expect(planNextLook(google('unavailable'), 20, chance)).toMatchObject({ status: 'needs_human' });
		expect(planNextLook(google('rate_limited', 9), 20, chance)).toMatchObject({
			wait: 'rate_limit',
			afterSeconds: 9
		});
		expect(planNextLook(new NoConnection('needs_reauth', 'No.'), 20, chance)).toMatchObject({
			wait: 'reauth'
		});
	});

	test('what is certainly not there goes out again, but not for ever', () => {
		expect(planAfterAbsence(0)).toMatchObject({ status: 'approved', afterSeconds: 0, burns: true });
		expect(planAfterAbsence(maxTries - 1)).toMatchObject({ status: 'needs_human' });
	});
});
