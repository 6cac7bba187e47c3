import { expect, test } from 'vitest';
import { draftPlan, RunPlan, type StepOf } from '#lib/schemas/run-plan.ts';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { pauseWorkspace, resumeWorkspace } from '../lifecycle/pause-workspace.ts';
import { createTask } from './create-task.ts';
import { decideTask } from './decide-task.ts';
import { executeRun } from './execute-run.ts';
import { getTask } from './get-task.ts';
import { retryTask } from './retry-task.ts';

const { app, db, peer, newTenant, work, claim } = await openWorkerFixture();

const lines: StepOf<'read'> = { kind: 'read', key: 'lines', source: 'material' };
const draft: StepOf<'draft'> = {
	kind: 'draft',
	key: 'draft',
	instructions: 'One sentence to this customer.',
	proposes: true
};
const mail: StepOf<'action'> = {
	kind: 'action',
	key: 'mail',
	action: 'gmail.draftEmail',
	why: 'A mail to {{row.line}}.',
	payload: {
		to: ['{{row.line}}'],
		cc: [],
		bcc: [],
		subject: 'News for {{row.line}}',
		body: '{{draft.answer.summary}}'
	}
};
const forEach = (steps: RunPlan['steps']) => ({ kind: 'forEach', key: 'row', over: 'lines', steps }) as const;

let tasks = 0;

async function planned(steps: RunPlan['steps'], material: string, title = `Planned ${++tasks}`) {
	const plan = RunPlan.parse({ version: 1, steps });
	const { owner, agentId } = await newTenant();
	const input = { agentId, title, instructions: 'Write to them.', material, type: 'work' as const };
	const id = await createTask(app, owner, input, null);
	await db.$executeRaw`update runs set plan = ${JSON.stringify(plan)}::jsonb where task_id = ${id}::uuid`;
	const { id: runId } = await db.run.findFirstOrThrow({ where: { taskId: id } });
	return { owner, id, runId, title, read: () => getTask(app, owner, id) };
}

test('a plan reads, goes through the rows, drafts and proposes, and its steps are in the timeline in order', async () => {
	const { read, title } = await planned(
		[lines, forEach([draft, mail])],
		'ann@one.example\n\nbob@two.example\n'
	);
	await work();
	const task = await read();
	expect(task.status).toBe('needs_review');
	expect(task.runs[0]?.steps.map(({ key, kind, status }) => [key, kind, status])).toEqual([
		['lines', 'read', 'succeeded'],
		['row', 'forEach', 'succeeded'],
		['row[0].draft', 'draft', 'succeeded'],
		['row[0].mail', 'action', 'succeeded'],
		['row[1].draft', 'draft', 'succeeded'],
		['row[1].mail', 'action', 'succeeded']
	]);
	expect(peer.countFor(title)).toBe(2);
	expect(task.actions.map((action) => action.title)).toEqual([
		'Mail to ann@one.example',
		'Mail to bob@two.example'
	]);
	expect(task.result?.summary).toBe('2 texts and 2 proposed actions.');
	// Whom a row names, nobody has named: a person chooses.
	const flags = await db.action.findMany({
		where: { title: 'Mail to ann@one.example' },
		select: { flags: true }
	});
	expect(JSON.stringify(flags)).toContain('unnamed');
});

test('each row is material for its draft, and the next run of a task that is sent back has the same plan', async () => {
	const { owner, id, title, read } = await planned([lines, forEach([draft])], 'first\nsecond');
	await work();
	const asked = peer.requests
		.filter((request) => request.title === title)
		.map(({ body }) => JSON.stringify(body));
	expect(asked).toHaveLength(2);
	expect(asked[0]).toContain('first');
	expect(asked[0]).not.toContain('second');
	expect(asked[0]).toContain('One sentence to this customer.');
	await decideTask(app, owner, { id, decision: 'revise', feedback: 'Shorter.' });
	await work();
	expect((await read()).runs.map(({ steps }) => steps.length)).toEqual([4, 4]);
});

test('a run that stops in a row goes on there: finished rows are not asked again', async () => {
	const { runId, read, title } = await planned([lines, forEach([draft])], 'one\ntwo\nthree\nfour');
	await executeRun({ ...app, failpoint: breakAt('model-answered', 3) }, await claim(runId));
	expect(await read()).toMatchObject({ status: 'queued', runs: [{ waitReason: 'retry' }] });
	expect(peer.countFor(title)).toBe(3);
	await db.run.update({ where: { id: runId }, data: { runAfter: new Date(0) } });
	await work();
	const task = await read();
	expect(task.status).toBe('needs_review');
	expect(peer.countFor(title)).toBe(5);
	expect(task.runs[0]?.steps.map(({ key, attempt }) => [key, attempt])).toEqual([
		['lines', 1],
		['row', 1],
		['row[0].draft', 1],
		['row[1].draft', 1],
		['row[2].draft', 2],
		['row[3].draft', 1]
	]);
});

test('one that failed and is tried again goes on at the step that failed: answers are not paid for twice', async () => {
	const last = { ...mail, key: 'last', payload: {} };
	const { owner, id, read, title } = await planned([lines, forEach([draft]), last], 'one\ntwo');
	await work();
	expect(await read()).toMatchObject({ status: 'failed' });
	await db.$executeRaw`
		update runs set plan = jsonb_set(plan, '{steps,2}', ${JSON.stringify({ ...draft, key: 'last' })}::jsonb)
		where task_id = ${id}::uuid`;
	await retryTask(app, owner, id);
	await work();
	expect(await read()).toMatchObject({ status: 'needs_review' });
	expect(peer.countFor(title)).toBe(3);
	const keys = ['lines', 'row', 'row[0].draft', 'row[1].draft', 'last'];
	expect((await read()).runs.map(({ steps }) => steps.map(({ key }) => key))).toEqual([keys, keys]);
});

test('pressing pause stops a run between two rows, with the reason', async () => {
	const { owner, runId, read, title } = await planned([lines, forEach([draft])], 'one\ntwo');
	const held = await claim(runId);
	const failpoint: typeof app.failpoint = async (name) => {
		if (name === 'answer-recorded') await pauseWorkspace(app, owner);
	};
	await executeRun({ ...app, failpoint }, held);
	expect(await read()).toMatchObject({ status: 'queued', runs: [{ waitReason: 'paused' }] });
	expect(peer.countFor(title)).toBe(1);
	await resumeWorkspace(app, owner);
	await work();
	expect((await read()).status).toBe('needs_review');
	expect(peer.countFor(title)).toBe(2);
});

test.each([
	['something', ['lines', 'any', 'any.draft']],
	['', ['lines', 'any', 'any.nothing']]
])('a condition takes one of its ways: material %j', async (material, keys) => {
	const nothing = { ...draft, key: 'nothing' };
	const any = { kind: 'condition', key: 'any', value: 'lines.0.line', is: 'present' } as const;
	const { read } = await planned([lines, { ...any, then: [draft], otherwise: [nothing] }], material);
	await work();
	expect((await read()).runs[0]?.steps.map(({ key }) => key)).toEqual(keys);
});

test.each([
	['ann@one.example', 'any.draft'],
	['n/a', 'any.nothing'],
	['ann@one.example; ben@two.example', 'any.nothing']
])('only one address is an address: %j', async (material, way) => {
	const nothing = { ...draft, key: 'nothing' };
	const any = { kind: 'condition', key: 'any', value: 'lines.0.line', is: 'address' } as const;
	const { read } = await planned([lines, { ...any, then: [draft], otherwise: [nothing] }], material);
	await work();
	expect((await read()).runs[0]?.steps.at(-1)?.key).toBe(way);
});

test('a loop is bounded, and says how many rows it has left', async () => {
	const material = Array.from({ length: 53 }, (_, row) => `row ${row}`).join('\n');
	const check: StepOf<'condition'> = {
		kind: 'condition',
		key: 'check',
		value: 'row.line',
		is: 'present',
		then: [],
		otherwise: []
	};
	const { runId, read } = await planned([lines, forEach([check])], material);
	await work();
	expect((await read()).status).toBe('needs_review');
	const step = await db.step.findFirstOrThrow({ where: { runId, key: 'row' } });
	expect(step.result).toEqual({ rows: 50, left: 3, decided: [] });
	expect(await db.step.count({ where: { runId, key: { startsWith: 'row[' } } })).toBe(50);
});

test.each([
	['a value that is missing', [{ ...mail, payload: {} }], 'not complete'],
	['rows that are not there', [{ ...forEach([draft]), over: 'nowhere' }], 'no rows'],
	['a source that nobody knows', [{ ...lines, source: 'moon' }], 'nothing called']
])('%s ends the task with a sentence, and it is not tried again', async (_, steps, words) => {
	const { read } = await planned(steps as RunPlan['steps'], 'one');
	await work();
	expect(await read()).toMatchObject({
		status: 'failed',
		error: { code: 'step_failed', message: expect.stringContaining(words) },
		runs: [{ attempt: 1, steps: [{ status: 'failed' }] }]
	});
});

test('an ordinary task is one draft, and a plan has names of its own and no loop in a loop', () => {
	expect(RunPlan.parse({ version: 1, steps: [{ kind: 'draft', key: 'draft' }] })).toEqual(draftPlan);
	const refused = (steps: unknown[]) => RunPlan.safeParse({ version: 1, steps }).success;
	expect(refused([lines, lines])).toBe(false);
	expect(refused([lines, forEach([{ ...forEach([draft]), key: 'inner' }])])).toBe(false);
	expect(refused([{ kind: 'shell', key: 'x' }])).toBe(false);
	expect(refused([])).toBe(false);
});

function breakAt(place: string, times: number): typeof app.failpoint {
	let passed = 0;
	return async (name) => {
		if (name === place && ++passed === times) throw new Error('Something broke.');
	};
}
