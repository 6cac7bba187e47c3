import { hostname } from 'node:os';
import { z } from 'zod';
import { createApp } from '#server/app.ts';
import { loadConfig } from '#server/config.ts';
import { claimRun } from '#server/domain/run/claim-run.ts';
import { finishRun } from '#server/domain/task/finish-run.ts';
import { runStep } from '#server/domain/run/run-step.ts';
import { createLog } from '#server/log.ts';
import { makeAgent, makeTask, makeWorkspace } from '../../tests/support/factories.ts';
import { answer } from '../lib/answer.ts';

/** A run of three recorded steps: claim, three times begin and finish, the result. */
export type StepsQuestions = { runs: { asks: { count: number }; answers: number[] } };

const config = loadConfig();
const app = createApp({ config, log: createLog(config), listen: false, direct: true });
const self = {
	id: app.processId,
	kind: 'worker',
	host: hostname(),
	pid: process.pid,
	version: 'bench'
} as const;
await app.presence.join({ ...self, poolId: null }, () => process.exit(1));
const { workspace } = await makeWorkspace(app.db, { plan: 'enterprise' });
const agent = await makeAgent(app.db, workspace.id);
const result = z.object({ step: z.string() });
const answerOfTheRun = {
	summary: 'Done.',
	deliverable: 'Done.',
	assumptions: [],
	questions: [],
	proposedActions: []
};

async function oneRun(runId: string): Promise<number> {
	const began = performance.now();
	const claim = await claimRun(app, runId);
	if (!claim) throw new Error('The run of the bench could not be claimed.');
	for (const key of ['one', 'two', 'three']) {
		await runStep(app, claim, { key, kind: 'read', result }, async () => ({ step: key }));
	}
	await finishRun(app, claim, answerOfTheRun, 'bench');
	return performance.now() - began;
}

async function runs({ count }: { count: number }): Promise<number[]> {
	const times: number[] = [];
	for (let nth = 0; nth < count; nth++) {
		const { run } = await makeTask(app.db, agent);
		times.push(await oneRun(run.id));
	}
	return times;
}

answer({ runs });
