import { expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeTask } from '../../../../../tests/support/factories.ts';
import { bulkTasks } from './bulk-tasks.ts';

const { app, db, newTenant } = await openWorkerFixture();

async function taskOf({ owner, agentId }: Tenant, ...statuses: string[]): Promise<string> {
	const { task, run } = await makeTask(db, { id: agentId, workspaceId: owner.workspaceId });
	for (const status of statuses) await db.task.update({ where: { id: task.id }, data: { status } });
	if (statuses.includes('failed'))
		await db.run.update({ where: { id: run.id }, data: { status: 'cancelled' } });
	return task.id;
}

const statusOf = async (id: string) => (await db.task.findUniqueOrThrow({ where: { id } })).status;

test('each task has its own answer: done, in a state where it cannot be, unknown, another’s', async () => {
	const [tenant, other] = [await newTenant(), await newTenant()];
	const [waits, failed, foreign] = [
		await taskOf(tenant),
		await taskOf(tenant, 'in_progress', 'failed'),
		await taskOf(other)
	];
	const ids = [waits, failed, foreign, crypto.randomUUID()];
	const answers = async (what: 'cancel' | 'retry', of: string[]) =>
		(await bulkTasks(app, tenant.owner, { what, ids: of })).results.map(({ ok, error }) =>
			ok ? 'ok' : error?.code
		);
	expect(await answers('retry', ids)).toEqual(['illegal_transition', 'ok', 'not_found', 'not_found']);
	expect(await answers('cancel', ids)).toEqual(['ok', 'ok', 'not_found', 'not_found']);
	expect(await Promise.all([waits, failed, foreign].map(statusOf))).toEqual([
		'cancelled',
		'cancelled',
		'queued'
	]);
	expect(await answers('cancel', [waits])).toEqual(['already_decided']);
});

test('one that breaks off is told, and the others are done', async () => {
	const tenant = await newTenant();
	const ids = [await taskOf(tenant), await taskOf(tenant), await taskOf(tenant)];
	const broken = {
		...app,
		db: new Proxy(app.db, {
			get: (target, key) => {
				if (key !== '$transaction' || ++asked !== 2) return Reflect.get(target, key) as unknown;
				return () => Promise.reject(new Error('The connection broke just now.'));
			}
		})
	};
	let asked = 0;
	const { results } = await bulkTasks(broken, tenant.owner, { what: 'cancel', ids });
	expect(results.map(({ ok, error }) => (ok ? 'ok' : error?.code))).toEqual(['ok', 'internal', 'ok']);
	expect(results[1]?.error?.message).not.toContain('connection');
});
