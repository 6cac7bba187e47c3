import { describe, expect, test } from 'vitest';
import type { Action } from '#lib/schemas/action.ts';
import type { CreateWorkflow } from '#lib/schemas/workflow.ts';
import { openWorkflowFixture, receipts } from '../../../../../tests/support/workflow-fixture.ts';
import { listInbox } from '../inbox/list-inbox.ts';
import { claimRun } from '../run/claim-run.ts';
import { decideTask } from '../task/decide-task.ts';
import { getTask } from '../task/get-task.ts';
import { loadBrief } from '../task/load-brief.ts';
import { createWorkflow } from './create-workflow.ts';
import { getWorkflow } from './get-workflow.ts';
import { runWorkflow } from './run-workflow.ts';
import { bringBack } from './supersede.ts';
import { updateWorkflow } from './update-workflow.ts';

const { app, db, work, newOwner } = await openWorkflowFixture();

async function flow(make: (agentId: string) => CreateWorkflow) {
	const { owner, agentId } = await newOwner('bookkeeping');
	const id = await createWorkflow(app, owner, make(agentId));
	const run = () => runWorkflow(app, owner, { id, dryRun: false });
	const waiting = async () => (await listInbox(app, owner, { group: 'waiting', limit: 50 })).items.length;
	return { owner, id, run, waiting, read: () => getWorkflow(app, owner, id) };
}

const valuesOf = ({ preview }: Action) =>
	preview.shape === 'row' ? preview.columns.map(({ value }) => value).join(', ') : '';

describe('a newer run of the same', () => {
	test('takes the place of the unreviewed one, which can be brought back', async () => {
		const { owner, run, waiting } = await flow(receipts);
		const older = await run();
		await work();
		const newer = await run();
		await work();
		expect(await waiting()).toBe(2);
		expect(await getTask(app, owner, older)).toMatchObject({ status: 'cancelled', supersededBy: newer });
		expect((await getTask(app, owner, older)).timeline.at(-1)?.text).toContain('replaced');
		const decided = await listInbox(app, owner, { group: 'decided', limit: 50 });
		expect(decided.items.map(({ outcome }) => outcome)).toEqual(Array(2).fill('Replaced by a newer one'));
		await run();
		const { id: runId } = await db.run.findFirstOrThrow({ where: { status: 'queued' } });
		const claim = await claimRun(app, runId);
		expect(claim && (await loadBrief(app, claim)).outcomes).toEqual([]);
		await bringBack(app, owner, older);
		expect(await getTask(app, owner, older)).toMatchObject({ status: 'needs_review', supersededBy: null });
		expect(await waiting()).toBe(4);
	});

	test('does not propose again what somebody has decided on, and so gets past its bound of rows', async () => {
		const line = (day: number) => `2026-11-${day},Krüger,Screws,€${day}.20`;
		const lines = Array.from({ length: 52 }, (_, index) => line(index + 1));
		const text = ['Date,Supplier,Description,Amount', ...lines].join('\n');
		const { owner, run } = await flow((agentId) => ({
			...receipts(agentId, { waitingBound: 200 }),
			inputs: { ...receipts('').inputs, receipts: { text } }
		}));
		const proposedBy = async (taskId: string) => {
			await work();
			return (await getTask(app, owner, taskId)).actions.map(valuesOf);
		};
		const first = await run();
		expect(await proposedBy(first)).toHaveLength(50);
		await decideTask(app, owner, { id: first, decision: 'reject' });
		const second = await run();
		expect(await proposedBy(second)).toEqual([
			'2026-11-51, Krüger, Screws, €51.20',
			'2026-11-52, Krüger, Screws, €52.20'
		]);
		expect((await getTask(app, owner, second)).result?.assumptions).toContain(
			'Rows decided on before, and left out now: 50.'
		);
		await decideTask(app, owner, { id: second, decision: 'reject' });
		const third = await run();
		expect(await proposedBy(third)).toEqual([]);
		expect(await getTask(app, owner, third)).toMatchObject({ status: 'completed' });
	});

	test('leaves alone what it does not say again', async () => {
		const { owner, id, run } = await flow(receipts);
		const older = await run();
		await work();
		const { inputs } = receipts('');
		const text = 'Date,Supplier,Description,Amount\n09.11.2026,Bella,Lunch,€52.40';
		await updateWorkflow(app, owner, { id, inputs: { ...inputs, receipts: { text } } });
		await run();
		await work();
		expect((await getTask(app, owner, older)).status).toBe('needs_review');
	});

	test('above the bound of waiting drafts it pauses itself and says so', async () => {
		const { run, read } = await flow((agentId) => receipts(agentId, { waitingBound: 1 }));
		await run();
		await work();
		expect(await read()).toMatchObject({ status: 'paused', pause: { code: 'waiting' }, waiting: 2 });
	});

	test('after three failures in a row it pauses itself with the reason', async () => {
		const bad = {
			receipts: { text: 'Colour,Size\nred,small\nblue,large' },
			sheet: receipts('').inputs.sheet ?? null
		};
		const { run, read } = await flow((agentId) => receipts(agentId, { inputs: bad }));
		for (const status of ['on', 'on', 'paused']) {
			await run();
			await work();
			expect(await read()).toMatchObject({ status });
		}
		expect((await read()).pause).toMatchObject({
			code: 'failures',
			reason: expect.stringContaining('columns') as string
		});
	});
});
