import { describe, expect, test } from 'vitest';
import type { RunFailpointName } from '#server/ports/failpoint.ts';
import { onCluster } from './case.ts';

/** Faults 1, 3 and 33: a worker is killed at every place that the ledger knows. */

type Expected = {
	/** Requests that reach the model in all, and what is booked for them in the end. */
	asked: number;
	calls: string[];
	instructions?: string;
	status?: string;
};

const places: Record<RunFailpointName, Expected> = {
	claimed: { asked: 1, calls: ['answered'] },
	// The request had not left, but nobody can know that afterwards: the step begins with the intent of its call.
	'step-begun': { asked: 1, calls: ['answered', 'possibly_billed'] },
	'intent-recorded': { asked: 1, calls: ['answered', 'possibly_billed'] },
	'model-answered': { asked: 2, calls: ['answered', 'possibly_billed'] },
	'answer-recorded': { asked: 1, calls: ['answered'] },
	'step-finished': { asked: 1, calls: ['answered'] },
	'run-finished': { asked: 1, calls: ['answered'] },
	'failure-recorded': {
		asked: 1,
		calls: ['failed'],
		instructions: 'peer:401',
		status: 'failed: model_wrong_key'
	}
};

describe.concurrent.each(Object.entries(places))('SIGKILL at %s', (place, expected) => {
	test(
		'the task ends as if nothing had happened, and nothing is done twice',
		() =>
			onCluster({}, async (cluster) => {
				const victim = cluster.supervised({}, place);
				const { id, title } = await cluster.task(await cluster.newTenant(), expected.instructions);
				await cluster.until('the worker is killed', async () => victim.wasKilled);
				await cluster.settled();
				expect(await cluster.status(id)).toBe(expected.status ?? 'needs_review');
				expect(cluster.peer.countFor(title)).toBe(expected.asked);
				const calls = await cluster.app.db.modelCall.findMany({ select: { status: true } });
				expect(calls.map(({ status }) => status).sort()).toEqual(expected.calls);
			}),
		180_000
	);
});
