import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';

const { db, newTenant } = await openWorkerFixture();

type Plan = {
	'Actual Rows': number;
	'Actual Loops': number;
	'Rows Removed by Filter'?: number;
	Plans?: Plan[];
};

const rowsRead = (plan: Plan): number =>
	(plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] +
	(plan.Plans ?? []).reduce((sum, part) => sum + rowsRead(part), 0);

// Every task's page and every approval asks for them, in a workspace that has decided for years.
test('the reviews of one task are found without reading those of the others', async () => {
	const { owner } = await newTenant();
	const { workspaceId } = owner;
	await db.$transaction([
		db.$executeRaw`set local session_replication_role = replica`,
		db.$executeRaw`
			insert into reviews (id, workspace_id, task_id, run_id, reviewer_id, decision, content_hash, undone_at)
			select gen_random_uuid(), ${workspaceId}::uuid, gen_random_uuid(), gen_random_uuid(), ${owner.by.userId}::uuid, 'approve',
				'', now()
			from generate_series(1, 20000)`
	]);
	await db.$executeRaw`analyze reviews`;
	const [one] = await db.review.findMany({ where: { workspaceId }, take: 1 });
	const [row] = await db.$queryRaw<[{ 'QUERY PLAN': [{ Plan: Plan }] }]>`
		explain (analyze, format json) select * from reviews
		where workspace_id = ${workspaceId}::uuid and task_id = ${one?.taskId}::uuid order by created_at desc`;
	expect(rowsRead(row['QUERY PLAN'][0].Plan)).toBeLessThan(20);
});
