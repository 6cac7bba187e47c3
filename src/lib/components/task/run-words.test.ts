import { expect, test } from 'vitest';
import type { RunView } from '../../schemas/task.ts';
import { callWords, deathWords, foldCalls, runFacts, stepState, tookWords } from './run-words.ts';

const call: RunView['modelCalls'][number] = {
	model: 'gpt-6-luna',
	status: 'answered',
	inputTokens: 1_200,
	outputTokens: 300,
	costMicros: 270,
	priceKnown: true,
	error: null,
	sentAt: '2026-11-23T14:05:00.000Z',
	answeredAt: '2026-11-23T14:05:08.000Z'
};
const lost = { ...call, status: 'possibly_billed', inputTokens: null, outputTokens: null, priceKnown: false };
const run: RunView = {
	id: 'run',
	number: 1,
	cause: 'created',
	feedback: null,
	status: 'succeeded',
	attempt: 3,
	writtenBy: 'gpt-6-luna',
	error: null,
	startedAt: '2026-11-23T14:05:00.000Z',
	finishedAt: '2026-11-23T14:05:12.000Z',
	nextAttemptAt: null,
	waitReason: null,
	deaths: 1,
	steps: [],
	modelCalls: [call]
};

test('a run says how long, how often, how much; a death of its worker is no attempt', () => {
	expect(runFacts(run)).toEqual(['12 s', '2 attempts', '1,500 tokens', '$0.0003']);
	expect(runFacts({ ...run, deaths: 2 })).toEqual(['12 s', '1,500 tokens', '$0.0003']);
	expect(runFacts({ ...run, attempt: 1, deaths: 0, writtenBy: 'offline' })).toEqual([
		'12 s',
		'no model, no cost'
	]);
});

test('deaths are said plainly', () => {
	expect(deathWords({ deaths: 0 })).toBeNull();
	expect(deathWords({ deaths: 1 })).toBe('Started again after its worker stopped.');
	expect(deathWords({ deaths: 3 })).toBe('Started again three times, after its workers stopped.');
});

test('a request says what it cost, and what it may have cost', () => {
	expect(callWords(call)).toBe('1,200 tokens in, 300 out · $0.0003');
	expect(callWords({ ...call, costMicros: 30_000, priceKnown: false })).toBe(
		'1,200 tokens in, 300 out · at most $0.03, price unknown'
	);
	expect(callWords({ ...lost, costMicros: 30_000 })).toBe('May have been charged, at most $0.03');
	expect(callWords({ ...call, status: 'sent' })).toBe('Asked, no answer yet');
	expect(callWords({ ...call, model: 'offline' })).toBe('Written without a model');
	expect(callWords({ ...call, model: 'offline', status: 'sent' })).toBe('Writing without a model');
});

test('a step that broke off has failed only when its run has', () => {
	const step: RunView['steps'][number] = {
		key: 'draft',
		kind: 'draft',
		status: 'failed',
		attempt: 1,
		error: null,
		startedAt: call.sentAt,
		finishedAt: null
	};
	expect(stepState(step, { status: 'failed' }).word).toBe('failed');
	expect(stepState(step, { status: 'queued' }).word).toBe('goes on later');
	expect(stepState({ ...step, status: 'running' }, { status: 'running' }).word).toBe('under way');
});

test('a duration needs both ends', () => {
	expect(tookWords(call.sentAt, null)).toBeNull();
	expect(tookWords(call.sentAt, call.sentAt)).toBe('under 1 s');
});

test('requests that failed the same way are one line, and a charge is never folded away', () => {
	const busy = { ...call, status: 'failed', costMicros: 0, error: { code: 'busy', message: 'Busy.' } };
	const later = { ...busy, sentAt: '2026-11-23T14:09:00.000Z' };
	const folded = foldCalls([busy, busy, later, call, { ...lost, costMicros: 1 }, { ...lost, costMicros: 1 }]);
	expect(folded.map(({ first, last }) => [first, last])).toEqual([
		[1, 3],
		[4, 4],
		[5, 5],
		[6, 6]
	]);
	expect(folded[0]).toMatchObject({ since: busy.sentAt, call: { sentAt: later.sentAt } });
	expect(callWords({ ...busy, inputTokens: null })).toBe('Nothing charged');
});
