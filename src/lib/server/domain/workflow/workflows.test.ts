import { describe, expect, test } from 'vitest';
import type { Action } from '#lib/schemas/action.ts';
import type { CreateWorkflow } from '#lib/schemas/workflow.ts';
import { openWorkflowFixture, receipts, roundUp } from '../../../../../tests/support/workflow-fixture.ts';
import { getAgent } from '../agent/get-agent.ts';
import { getUsage } from '../billing/get-usage.ts';
import { listInbox } from '../inbox/list-inbox.ts';
import { decideTask } from '../task/decide-task.ts';
import { countTasks } from '../task/count-tasks.ts';
import { getTask } from '../task/get-task.ts';
import { indexTasks } from '../task/index-tasks.ts';
import { listTasks } from '../task/list-tasks.ts';
import { createWorkflow } from './create-workflow.ts';
import { deleteWorkflow } from './delete-workflow.ts';
import { duplicateWorkflow } from './duplicate-workflow.ts';
import { getWorkflow, listWorkflows } from './get-workflow.ts';
import { listFires } from './list-fires.ts';
import { listRuns } from './list-runs.ts';
import { runWorkflow } from './run-workflow.ts';
import { listWorkflowTemplates } from './templates.ts';
import { updateWorkflow } from './update-workflow.ts';

const { app, db, work, newOwner } = await openWorkflowFixture();
const weekdays = { kind: 'schedule', cron: '0 8 * * 1-5', timeZone: 'Europe/Berlin' } as const;

async function flow(make: (agentId: string) => CreateWorkflow, role = 'bookkeeping') {
	const { owner, agentId } = await newOwner(role);
	const id = await createWorkflow(app, owner, make(agentId));
	const run = (dryRun = false) => runWorkflow(app, owner, { id, dryRun });
	const waiting = async () => (await listInbox(app, owner, { group: 'waiting', limit: 50 })).items.length;
	return { owner, agentId, id, run, waiting, read: () => getWorkflow(app, owner, id) };
}

const valuesOf = ({ preview }: Action) =>
	preview.shape === 'row' ? preview.columns.map(({ value }) => value).join(', ') : '';

describe('a run by hand', () => {
	test('each receipt of a pasted CSV is a draft and a proposed row, and counts as a task', async () => {
		const { owner, id, run } = await flow(receipts);
		const taskId = await run();
		await work();
		const task = await getTask(app, owner, taskId);
		expect(task).toMatchObject({ status: 'needs_review', workflow: { id, name: 'Receipts to rows' } });
		expect(task.actions.map(valuesOf)).toEqual([
			'02.11.2026, Krüger, Screws, 40 mm, €48.20',
			'05.11.2026, Papier & Co, Paper, €31.75'
		]);
		// The owner has named the sheet in the workflow's own field for it.
		expect(task.actions.flatMap(({ flags }) => flags.map(({ code }) => code))).not.toContain('unnamed');
		expect((await getUsage(app, owner)).tasks.used).toBe(2);
		const { items } = await listRuns(app, owner, { id, limit: 10 });
		expect(items[0]).toMatchObject({ id: taskId, status: 'needs_review', proposals: 2, dryRun: false });
		expect(items[0]?.steps.map(({ key }) => key)).toContain('receipt[1].tabular.row');
		const fires = await listFires(app, owner, { id, limit: 10 });
		expect(fires.items).toMatchObject([{ outcome: 'started', taskId, reason: 'Run by hand.' }]);
		await decideTask(app, owner, { id: taskId, decision: 'revise', feedback: 'Net amounts, please.' });
		await work();
		expect((await getTask(app, owner, taskId)).runs).toHaveLength(2);
		expect((await getUsage(app, owner)).tasks.used).toBe(2);
	});

	test('with nothing to do it ends, costs nothing and counts nothing', async () => {
		const { owner, id, run, waiting } = await flow(
			(agentId) => roundUp(agentId, { inputs: { rows: { text: '' }, to: ['team@northwind.example'] } }),
			'operations'
		);
		const taskId = await run();
		await work();
		expect(await getTask(app, owner, taskId)).toMatchObject({ status: 'completed', costMicros: 0 });
		expect((await listFires(app, owner, { id, limit: 5 })).items).toMatchObject([
			{ outcome: 'nothing', taskId }
		]);
		expect((await getUsage(app, owner)).tasks.used).toBe(0);
		expect(await waiting()).toBe(0);
	});

	test('a dry run shows its steps and what it would propose; the inbox and the month know nothing of it', async () => {
		const { owner, run, waiting } = await flow(receipts);
		const task = await run(true).then(async (taskId) => {
			await work();
			return getTask(app, owner, taskId);
		});
		expect(task).toMatchObject({ status: 'completed', dryRun: true, actions: [] });
		expect(task.wouldPropose).toMatchObject([{ kind: 'sheets.appendRow' }, { kind: 'sheets.appendRow' }]);
		expect(task.runs[0]?.steps.length).toBeGreaterThan(6);
		expect((await getUsage(app, owner)).tasks.used).toBe(0);
		expect(await waiting()).toBe(0);
	});

	test('a dry run that fails leaves no trace outside of the workflow’s own history', async () => {
		const { owner, agentId, id, run, read } = await flow((agent) =>
			receipts(agent, { inputs: { ...receipts('').inputs, receipts: { text: 'Colour,Size\nred,small' } } })
		);
		const taskId = await run(true);
		await work();
		expect((await getTask(app, owner, taskId)).status).toBe('failed');
		expect(await read()).toMatchObject({ lastFire: null, status: 'on' });
		expect(await countTasks(app, owner)).toMatchObject({ failed: 0 });
		expect((await listTasks(app, owner, { limit: 10 })).items).toEqual([]);
		await indexTasks(app);
		expect((await listTasks(app, owner, { limit: 10, q: 'receipts' })).items).toEqual([]);
		expect((await getAgent(app, owner, agentId)).record.failed).toBe(0);
		expect((await listRuns(app, owner, { id, limit: 10 })).items).toMatchObject([
			{ id: taskId, dryRun: true }
		]);
	});

	test('in shadow it comes to review, and nothing of it can leave', async () => {
		const { owner, run } = await flow((agentId) => receipts(agentId, { shadow: true }));
		const taskId = await run();
		await work();
		const task = await getTask(app, owner, taskId);
		expect(task).toMatchObject({ status: 'needs_review', shadow: true, actions: [] });
		expect(task.wouldPropose).toHaveLength(2);
	});

	test('without a place left in the month it is refused; one that runs waits with the reason', async () => {
		const { owner, run } = await flow(receipts);
		const taskId = await run();
		const { allowed } = (await getUsage(app, owner)).tasks;
		const { workspaceId } = owner;
		await db.$executeRaw`
			insert into usage_counters (workspace_id, month, tasks)
			values (${workspaceId}::uuid, date_trunc('month', now() at time zone 'UTC')::date, ${(allowed ?? 0) - 1})`;
		await work();
		const task = await getTask(app, owner, taskId);
		expect(task).toMatchObject({ status: 'queued', runs: [{ waitReason: 'tasks' }] });
		expect((await getUsage(app, owner)).tasks.used).toBe(allowed);
		await expect(run()).rejects.toMatchObject({ code: 'limit_tasks' });
		await expect(run(true)).resolves.toBeTypeOf('string');
	});
});

describe('switching on and off', () => {
	test('a schedule says its words and its next five times, and none while it is off or paused', async () => {
		const { owner, id, read } = await flow(
			(agentId) => roundUp(agentId, { trigger: weekdays }),
			'operations'
		);
		const on = await read();
		expect(on).toMatchObject({ status: 'on', scheduleWords: 'Every weekday at 08:00' });
		expect(on.nextFires).toHaveLength(5);
		await updateWorkflow(app, owner, { id, paused: 'On holiday.' });
		expect(await read()).toMatchObject({
			status: 'paused',
			pause: { code: 'person', reason: 'On holiday.' },
			nextFires: []
		});
		await updateWorkflow(app, owner, { id, enabled: false });
		expect(await read()).toMatchObject({ status: 'off', nextFires: [] });
		await updateWorkflow(app, owner, { id, enabled: true });
		expect(await read()).toMatchObject({ status: 'on', pause: null, nextFires: on.nextFires });
	});

	test('stops at the plan’s limit of workflows that are on, also when several do it at once', async () => {
		const { owner, agentId } = await newOwner('bookkeeping');
		await db.workspace.update({ where: { id: owner.workspaceId }, data: { plan: 'free' } });
		const on = () => createWorkflow(app, owner, receipts(agentId));
		const tries = await Promise.allSettled([on(), on(), on(), on()]);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
		await expect(on()).rejects.toMatchObject({ code: 'limit_workflows' });
		const off = await createWorkflow(app, owner, receipts(agentId, { enabled: false }));
		await expect(updateWorkflow(app, owner, { id: off, enabled: true })).rejects.toMatchObject({
			code: 'limit_workflows'
		});
	});

	test.each([
		[{ inputs: {} }, 'receipts'],
		[{ inputs: { ...receipts('').inputs, colour: 'red' } }, 'inputs'],
		[{ inputs: { receipts: { text: '' } } }, 'sheet'],
		[{ inputs: { ...receipts('').inputs, sheet: { tab: 'November' } } }, 'sheet'],
		[{ template: 'make-coffee' }, 'template']
	])('what does not fit is refused with the field: %j', async (more, field) => {
		const { owner, agentId } = await newOwner('bookkeeping');
		await expect(createWorkflow(app, owner, receipts(agentId, more as never))).rejects.toMatchObject({
			code: 'invalid_input',
			details: { fields: { [field]: expect.not.stringContaining('Invalid') as string } }
		});
	});

	test('a schedule that never comes is refused', async () => {
		const { owner, agentId } = await newOwner('operations');
		const never = { ...weekdays, cron: '0 8 31 2 *' };
		await expect(createWorkflow(app, owner, roundUp(agentId, { trigger: never }))).rejects.toMatchObject({
			code: 'invalid_schedule'
		});
	});

	test('a list comes page by page, without what may be long', async () => {
		const { owner, id } = await flow(receipts);
		const copies = [await duplicateWorkflow(app, owner, id), await duplicateWorkflow(app, owner, id)];
		const first = await listWorkflows(app, owner, { limit: 2 });
		expect(first.items.map((one) => one.id)).toEqual([id, copies[0]]);
		expect(first.items[0]).not.toHaveProperty('definition');
		const cursor = first.nextCursor ?? '';
		const rest = await listWorkflows(app, owner, { limit: 2, cursor });
		expect(rest).toMatchObject({ items: [{ id: copies[1] }], nextCursor: null });
	});

	test('a deleted one is gone and its runs stay; a copy is off', async () => {
		const { owner, id, run } = await flow(receipts);
		const taskId = await run();
		const copy = await getWorkflow(app, owner, await duplicateWorkflow(app, owner, id));
		expect(copy).toMatchObject({ name: 'Receipts to rows (copy)', status: 'off' });
		await deleteWorkflow(app, owner, id);
		await expect(getWorkflow(app, owner, id)).rejects.toMatchObject({ code: 'not_found' });
		expect((await listWorkflows(app, owner, { limit: 100 })).items.map((one) => one.id)).toEqual([copy.id]);
		expect((await getTask(app, owner, taskId)).id).toBe(taskId);
	});
});

test.each([
	['new rows, which would tell it nothing', { kind: 'row', spreadsheet: 'Leads', tab: '' }],
	['a form, where there is nothing to ask for', { kind: 'form' }]
] as const)('%s: refused', async (_, trigger) => {
	const { owner, id } = await flow(receipts);
	const refused = { code: 'invalid_input', details: { fields: { trigger: expect.any(String) as string } } };
	await expect(updateWorkflow(app, owner, { id, trigger })).rejects.toMatchObject(refused);
	const more = { trigger, enabled: false };
	await expect(createWorkflow(app, owner, receipts(id, more))).rejects.toMatchObject(refused);
});

test('templates are listed by role, with their form as JSON Schema', async () => {
	const { owner } = await newOwner('bookkeeping');
	const [template, ...others] = await listWorkflowTemplates(app, owner, 'bookkeeping');
	expect(others.map(({ key }) => key)).toEqual([
		'overdue-chaser',
		'month-end-missing-papers',
		'weekly-cash-view',
		'own-words'
	]);
	expect(template).toMatchObject({
		key: 'receipts-to-rows',
		version: 2,
		inputs: { type: 'object', required: ['receipts', 'sheet'], properties: { notes: { type: 'string' } } }
	});
});
