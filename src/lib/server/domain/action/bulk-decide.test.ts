import { describe, expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals, row, unnamed, type Proposal } from '../../../../../tests/support/proposals.ts';
import { bulkDecide } from './bulk-decide.ts';

const { app, db, newTenant } = await openWorkerFixture();

function propose(tenant: Tenant, ...proposals: Proposal[]) {
	return makeProposals(db, { id: tenant.agentId, workspaceId: tenant.owner.workspaceId }, proposals);
}

describe('many at once', () => {
	const items = (actions: { id: string; payloadHash: string }[]) =>
		actions.map(({ id, payloadHash }) => ({ id, hash: payloadHash }));

	test('each has its own answer: done, unnamed, changed, another kind, unknown', async () => {
		const tenant = await newTenant();
		const { actions } = await propose(
			tenant,
			{},
			{ flags: [unnamed()] },
			{},
			{ kind: 'sheets.appendRow', payload: row() }
		);
		const asked = items(actions);
		if (asked[2]) asked[2].hash = '0'.repeat(64);
		const unknown = { id: '0190a1b2-0000-7000-8000-000000000000', hash: '0'.repeat(64) };
		const { results } = await bulkDecide(app, tenant.owner, {
			decision: 'approve',
			items: [...asked, unknown]
		});
		expect(results.map(({ ok, error }) => (ok ? 'ok' : error?.code))).toEqual([
			'ok',
			'needs_choice',
			'already_decided',
			'invalid_input',
			'not_found'
		]);
		const statuses = await db.action.findMany({
			where: { taskId: actions[0]?.taskId ?? '' },
			orderBy: { position: 'asc' }
		});
		expect(statuses.map(({ status }) => status)).toEqual(['approved', 'proposed', 'proposed', 'proposed']);
	});

	// What is decided stays decided: an error for the whole would hide it.
	test('one that breaks off leaves nothing behind, and the others have their answers', async () => {
		const tenant = await newTenant();
		const { actions } = await propose(tenant, {}, {}, {});
		const broken = actions[1]?.id ?? '';
		const addEach: typeof app.jobs.addEach = async (tx, name, jobs) => {
			if (jobs.some(({ key }) => key.includes(broken))) throw new Error('The connection broke just now.');
			await app.jobs.addEach(tx, name, jobs);
		};
		const { results } = await bulkDecide({ ...app, jobs: { ...app.jobs, addEach } }, tenant.owner, {
			decision: 'approve',
			items: items(actions)
		});
		expect(results.map(({ ok, error }) => (ok ? 'ok' : error?.code))).toEqual(['ok', 'internal', 'ok']);
		expect(results[1]?.error?.message).not.toContain('connection');
		const kept = await db.action.findMany({ where: { status: 'proposed', agentId: tenant.agentId } });
		expect(kept.map(({ id }) => id)).toEqual([broken]);
	});

	test('needs the role for it', async () => {
		const tenant = await newTenant();
		const { actions } = await propose(tenant, {});
		const refused = bulkDecide(app, await tenant.member('member'), {
			decision: 'approve',
			items: items(actions)
		});
		await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
	});
});
