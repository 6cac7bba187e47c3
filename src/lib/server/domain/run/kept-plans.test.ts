import { afterAll, expect, test } from 'vitest';
import { createDb } from '#server/db/client.ts';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { createTask } from '../task/create-task.ts';
import { loadBrief } from '../task/load-brief.ts';

/**
 * A worker's connections keep their plans, also those made while the tables were empty; nobody has counted them
 * since, for autovacuum is off here. Such a plan may read what a workspace has once, never once for each of it.
 */
const { app, db, newTenant, claim } = await openWorkerFixture();
const many = 1_000;

const worker = createDb(app.config.databaseUrl, 1, { prepared: true });
afterAll(() => worker.$disconnect());

async function rowsRead(): Promise<number> {
	await worker.$queryRaw`select 1 from pg_stat_force_next_flush()`;
	const [row] = await worker.$queryRaw<[{ rows: number }]>`
		select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as rows from pg_stat_user_tables`;
	return row.rows;
}

test('what an agent is told is found without reading all tasks for each task', async () => {
	const { owner, agentId } = await newTenant();
	const { workspaceId } = owner;
	const input = { agentId, title: 'A letter', instructions: 'Please.', type: 'work' } as const;
	const taskId = await createTask(app, owner, input, null);
	const run = await db.run.findFirstOrThrow({ where: { taskId } });
	const held = await claim(run.id);
	await worker.$executeRaw`set plan_cache_mode = force_generic_plan`;
	await loadBrief({ ...app, db: worker }, held);
	await db.$executeRaw`
		with given as (
			insert into tasks (id, workspace_id, agent_id, type, title, instructions)
			select gen_random_uuid(), ${workspaceId}::uuid, ${agentId}::uuid, 'work', 'Letter ' || n, 'Please.'
			from generate_series(1, ${many}::int) n returning workspace_id, id
		)
		insert into runs (id, workspace_id, task_id, number, cause)
		select gen_random_uuid(), workspace_id, id, 1, 'created' from given`;

	const before = await rowsRead();
	expect((await loadBrief({ ...app, db: worker }, held)).task.title).toBe('A letter');
	expect((await rowsRead()) - before).toBeLessThan(many * 3);
});
