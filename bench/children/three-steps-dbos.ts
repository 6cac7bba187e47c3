import { DBOS } from '@dbos-inc/dbos-sdk';
import { answer } from '../lib/answer.ts';

/** The same as a DBOS workflow, called directly, which is its quickest way. */
async function threeSteps(): Promise<object> {
	for (const key of ['one', 'two', 'three']) await DBOS.runStep(async () => ({ step: key }), { name: key });
	return { summary: 'Done.', deliverable: 'Done.', assumptions: [], questions: [], proposedActions: [] };
}

const workflow = DBOS.registerWorkflow(threeSteps, { name: 'threeSteps' });
DBOS.setConfig({
	name: 'bench',
	systemDatabaseUrl: process.env.DATABASE_URL ?? '',
	logLevel: 'error'
});
await DBOS.launch();

async function runs({ count }: { count: number }): Promise<number[]> {
	const times: number[] = [];
	for (let nth = 0; nth < count; nth++) {
		const began = performance.now();
		await workflow();
		times.push(performance.now() - began);
	}
	return times;
}

answer({ runs });
