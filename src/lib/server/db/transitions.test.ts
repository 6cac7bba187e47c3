import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from 'pg';
import { ActionStatus } from '#lib/schemas/action.ts';
import { TaskStatus, TaskType } from '#lib/schemas/task.ts';
import { cloneDatabase } from '../../../../tests/support/database.ts';
import { makeAgent, makeTask, makeWorkspace } from '../../../../tests/support/factories.ts';

type Table = Record<string, string[]>;

const shared: Table = {
	queued: ['in_progress', 'cancelled', 'failed'],
	needs_review: ['approved', 'rejected', 'cancelled', 'queued'],
	approved: ['completed', 'failed', 'needs_review']
};
const work: Table = {
	...shared,
	in_progress: ['needs_review', 'failed', 'cancelled', 'queued'],
	completed: ['needs_review'],
	failed: ['queued']
};
const demo: Table = {
	...shared,
	in_progress: ['needs_review', 'failed', 'cancelled', 'completed'],
	failed: ['in_progress']
};
const runs: Table = {
	queued: ['running', 'cancelled', 'failed'],
	running: ['queued', 'succeeded', 'failed', 'cancelled']
};
const steps: Table = { running: ['succeeded', 'failed'], failed: ['running'] };
const actions: Table = {
	proposed: ['approved', 'rejected', 'expired'],
	approved: ['proposed', 'dispatching', 'needs_human', 'failed'],
	dispatching: ['succeeded', 'unknown', 'failed', 'needs_human', 'approved'],
	unknown: ['succeeded', 'approved', 'needs_human', 'failed'],
	needs_human: ['succeeded', 'approved', 'proposed', 'failed']
};

const { url, db } = await cloneDatabase();
const ids = { tasks: '', runs: '', steps: '', actions: '' };
let agent: Awaited<ReturnType<typeof makeAgent>>;
let client: Client;

beforeAll(async () => {
	const { workspace } = await makeWorkspace(db);
	agent = await makeAgent(db, workspace.id);
	const { task, run } = await makeTask(db, agent);
	const inWorkspace = { workspaceId: workspace.id, runId: run.id };
	const step = await db.step.create({ data: { ...inWorkspace, key: 'draft', kind: 'model', leaseEpoch: 1 } });
	const proposal = {
		taskId: task.id,
		position: 1,
		kind: 'gmail.draftEmail',
		why: '',
		payload: {},
		payloadHash: 'h',
		approvedHash: 'h',
		agentId: agent.id,
		title: 'Mail to Priya Shah',
		snippet: '',
		expiresAt: new Date()
	};
	const action = await db.action.create({ data: { ...inWorkspace, ...proposal } });
	Object.assign(ids, { tasks: task.id, runs: run.id, steps: step.id, actions: action.id });
	client = new Client({ connectionString: url });
	await client.connect();
});

afterAll(() => client.end());

/** Puts the row into `before` past the triggers, tries to go on to `after`, and takes everything back. */
async function attempt(
	table: keyof typeof ids,
	before: string,
	after: string,
	type?: string
): Promise<string | null> {
	await client.query('begin');
	try {
		await client.query('set local session_replication_role = replica');
		await client.query(`update ${table} set status = $1 where id = $2`, [before, ids[table]]);
		if (type) await client.query(`update ${table} set type = $1 where id = $2`, [type, ids[table]]);
		await client.query('set local session_replication_role = origin');
		await client.query(`update ${table} set status = $1 where id = $2`, [after, ids[table]]);
		return null;
	} catch (error) {
		const { code, message } = error as Error & { code?: string };
		return `${code} ${message}`;
	} finally {
		await client.query('rollback');
	}
}

function pairs(statuses: string[]): [string, string][] {
	return statuses.flatMap((before) => statuses.map((after): [string, string] => [before, after]));
}

const runStatuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled'];
const stepStatuses = ['running', 'succeeded', 'failed'];

describe.each([
	{ table: 'tasks' as const, noun: 'A work task', type: 'work', statuses: TaskStatus.options, allowed: work },
	{ table: 'tasks' as const, noun: 'A demo task', type: 'demo', statuses: TaskStatus.options, allowed: demo },
	{ table: 'runs' as const, noun: 'A run', statuses: runStatuses, allowed: runs },
	{ table: 'steps' as const, noun: 'A step', statuses: stepStatuses, allowed: steps },
	{ table: 'actions' as const, noun: 'An action', statuses: ActionStatus.options, allowed: actions }
])('$noun', ({ table, noun, type, statuses, allowed }) => {
	test.each(pairs(statuses))('from %s to %s', async (before, after) => {
		const isAllowed = before === after || (allowed[before] ?? []).includes(after);
		const refusal = `AF001 ${noun} cannot go from ${before} to ${after}.`;
		expect(await attempt(table, before, after, type)).toBe(isAllowed ? null : refusal);
	});
});

describe('new rows', () => {
	const starts: Record<string, string[]> = { work: ['queued'], demo: ['in_progress'] };

	test.each(TaskType.options.flatMap((type) => TaskStatus.options.map((status) => [type, status] as const)))(
		'a %s task cannot start anywhere but at its beginning: %s',
		async (type, status) => {
			const { workspaceId, id: agentId } = agent;
			const create = db.task.create({
				data: { workspaceId, agentId, type, status, title: 'A', instructions: 'B' }
			});
			if (starts[type]?.includes(status)) await expect(create).resolves.toMatchObject({ status });
			else await expect(create).rejects.toThrow(`A ${type} task cannot go from nothing to ${status}.`);
		}
	);

	test('a run starts queued or running, an action proposed', async () => {
		const run = { workspaceId: agent.workspaceId, taskId: ids.tasks, number: 2, cause: 'retried' };
		await expect(db.run.create({ data: { ...run, status: 'succeeded' } })).rejects.toThrow(
			'from nothing to succeeded'
		);
		await expect(db.run.create({ data: { ...run, status: 'running' } })).resolves.toMatchObject({
			number: 2
		});
		const copy = `insert into actions (id, workspace_id, task_id, run_id, agent_id, position, kind, why, payload,
				payload_hash, approved_hash, title, snippet, expires_at, status)
			select gen_random_uuid(), workspace_id, task_id, run_id, agent_id, position, kind, why, payload,
				payload_hash, approved_hash, title, snippet, expires_at, 'approved' from actions where id = '${ids.actions}'`;
		await expect(client.query(copy)).rejects.toThrow('An action');
	});

	test('a word outside a closed set is refused', async () => {
		const change = { where: { id: agent.id }, data: { status: 'sleeping' } };
		await expect(db.agent.update(change)).rejects.toThrow('agents_status_check');
		const wrongCause = { workspaceId: agent.workspaceId, taskId: ids.tasks, number: 3, cause: 'whim' };
		await expect(db.run.create({ data: wrongCause })).rejects.toThrow('runs_cause_check');
	});
});

test('the lease of a run only goes forward', async () => {
	await db.run.update({ where: { id: ids.runs }, data: { leaseEpoch: 5 } });
	await expect(db.run.update({ where: { id: ids.runs }, data: { leaseEpoch: 4 } })).rejects.toThrow(
		'from 5 to 4'
	);
	await expect(db.run.update({ where: { id: ids.runs }, data: { leaseEpoch: 5 } })).resolves.toMatchObject({
		leaseEpoch: 5
	});
});

test('the lease of an action only goes forward', async () => {
	await db.action.update({ where: { id: ids.actions }, data: { leaseEpoch: 5 } });
	await expect(db.action.update({ where: { id: ids.actions }, data: { leaseEpoch: 4 } })).rejects.toThrow(
		'from 5 to 4'
	);
});

test('what is approved cannot be changed, and nothing is approved without a hash', async () => {
	const change = { where: { id: ids.actions }, data: { payload: { to: 'somebody else' } } };
	await expect(
		db.action.update({ where: { id: ids.actions }, data: { approvedHash: null, status: 'approved' } })
	).rejects.toThrow('actions_approval_check');
	await db.action.update({ where: { id: ids.actions }, data: { status: 'approved' } });
	await expect(db.action.update(change)).rejects.toThrow('cannot change');
	await db.action.update({ where: { id: ids.actions }, data: { status: 'proposed' } });
	await expect(db.action.update(change)).resolves.toMatchObject({ status: 'proposed' });
});

test('an event is announced once it is committed, with its id as text', async () => {
	const heard: unknown[] = [];
	client.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')));
	await client.query('listen agentforce_events');
	const { workspaceId } = agent;
	const event = await db.event.create({ data: { workspaceId, kind: 'task.created', taskId: ids.tasks } });
	await expect
		.poll(() => heard)
		.toEqual([{ id: String(event.id), workspaceId, kind: 'task.created', taskId: ids.tasks, agentId: null }]);
});
