import { expect, test } from 'vitest';
import { createTestApp } from '../../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../../tests/support/database.ts';
import { makeAgent, makeTask, makeWorkspace } from '../../../../../tests/support/factories.ts';
import { estimateRun } from './estimate-run.ts';

const database = await cloneDatabase();
const { db } = database;
const app = createTestApp(database);
const paid = { ...app, model: { ...app.model, offline: false, name: 'gpt-5-mini', price: null } };
const strange = { ...paid, model: { ...paid.model, name: 'a-model-of-tomorrow' } };

type Agent = { id: string; workspaceId: string };

/** A run that has ended, with calls that cost so much each. */
async function ran(agent: Agent, costs: number[], task: object = {}): Promise<void> {
	const { workspaceId } = agent;
	const { run } = await makeTask(db, agent, task);
	for (const status of ['running', 'succeeded'])
		await db.run.update({ where: { id: run.id }, data: { status } });
	for (const [at, cost] of costs.entries()) {
		const step = await db.step.create({
			data: { workspaceId, runId: run.id, key: `draft-${at}`, kind: 'model_call', leaseEpoch: 1 }
		});
		const call = { workspaceId, runId: run.id, stepId: step.id, attempt: 1, model: 'gpt-5-mini' };
		await db.modelCall.create({ data: { ...call, status: 'answered', costMicros: cost } });
	}
}

async function newAgent() {
	const { workspace, actor } = await makeWorkspace(db);
	return { actor, agent: await makeAgent(db, workspace.id) };
}

test('goes by the middle of the last twenty runs, each with all of its calls', async () => {
	const { actor, agent } = await newAgent();
	for (let at = 0; at < 5; at++) await ran(agent, [900_000]);
	for (let at = 0; at < 20; at++) await ran(agent, [at < 9 ? 10_000 : 30_000, 10_000]);
	await ran(agent, [5_000_000], { dryRun: true });
	await ran(await makeAgent(db, agent.workspaceId), [5_000_000]);
	expect(await estimateRun(paid, actor, { kind: 'agent' as const, id: agent.id })).toEqual({
		costMicros: 40_000,
		runs: 20,
		price: 'known',
		tasks: { used: 0, allowed: 200 }
	});
});

test('says of what was never run that nothing is known, and of a strange model that its price is not', async () => {
	const { actor, agent } = await newAgent();
	const of = { kind: 'agent' as const, id: agent.id };
	expect(await estimateRun(paid, actor, of)).toMatchObject({ costMicros: null, runs: 0, price: 'known' });
	expect(await estimateRun(strange, actor, of)).toMatchObject({ price: 'unknown' });
	expect(await estimateRun(app, actor, of)).toMatchObject({ price: 'none' });
});

test('tells nobody of another workspace', async () => {
	const [{ agent }, { actor }] = [await newAgent(), await newAgent()];
	for (const kind of ['agent', 'workflow'] as const)
		await expect(estimateRun(paid, actor, { kind, id: agent.id })).rejects.toMatchObject({
			code: 'not_found'
		});
});
