import { expect, test } from 'vitest';
import type { InboxGroup, InboxQuery } from '#lib/schemas/inbox.ts';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals, type Proposal } from '../../../../../tests/support/proposals.ts';
import type { Actor } from '../access/actor.ts';
import { decideAction } from '../action/decide-action.ts';
import { decideTask } from '../task/decide-task.ts';
import { countInbox } from './count-inbox.ts';
import { listInbox } from './list-inbox.ts';

const { app, db, newTenant } = await openWorkerFixture();
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

/** Two of everything that an inbox shows. */
async function fill(tenant: Tenant): Promise<void> {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const propose = (more: Proposal) => makeProposals(db, agent, [more, more]);
	await propose({});
	await propose({ expiresAt: inHours(3) });
	await propose({ snoozedUntil: inHours(3) });
	const rejected = await propose({});
	for (const { id, payloadHash: hash } of rejected.actions)
		await decideAction(app, tenant.owner, { id, hash, decision: 'reject', feedback: 'No.' });
	const { task } = await propose({});
	await decideTask(app, tenant.owner, { id: task.id, decision: 'approve' });
	await db.action.updateMany({ where: { taskId: task.id }, data: { status: 'needs_human' } });
	for (let nth = 0; nth < 2; nth++) {
		await makeProposals(db, agent, []);
		await makeProposals(db, agent, [], { snoozedUntil: inHours(3) });
		const result = await makeProposals(db, agent, []);
		await decideTask(app, tenant.owner, { id: result.task.id, decision: 'approve' });
	}
}

/** Page by page, so that what is left out of a page would leave it short. */
async function taskIds(actor: Actor, query: Omit<InboxQuery, 'limit'>): Promise<string[]> {
	const found: string[] = [];
	for (let cursor: string | null = null; ;) {
		const page = await listInbox(app, actor, { ...query, limit: 1, ...(cursor && { cursor }) });
		expect(page.items).toHaveLength(1);
		found.push(...page.items.map(({ taskId }) => taskId));
		cursor = page.nextCursor;
		if (cursor === null) return found;
	}
}

test('whatever waits elsewhere takes no place in a group, on a page or in a count', async () => {
	const [before, mine, after] = [await newTenant(), await newTenant(), await newTenant()];
	for (const tenant of [before, mine, after]) await fill(tenant);
	const own = await db.task.findMany({
		where: { workspaceId: mine.owner.workspaceId },
		select: { id: true }
	});
	const counts: Record<InboxGroup, number> = {
		waiting: 4,
		expiring: 2,
		snoozed: 4,
		attention: 2,
		decided: 4
	};
	for (const [group, count] of Object.entries(counts) as [InboxGroup, number][]) {
		const ids = await taskIds(mine.owner, { group });
		expect([group, ids.length]).toEqual([group, count]);
		expect(own.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
	}
	expect(await countInbox(app, mine.owner)).toEqual({
		open: 8,
		attention: 2,
		expiring: 2,
		waiting: 4,
		snoozed: 4
	});
});
