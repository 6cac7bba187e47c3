import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { mail, makeProposals, row } from '../../../../../tests/support/proposals.ts';
import { getInboxItem } from './get-inbox-item.ts';

const { app, db, newTenant } = await openWorkerFixture();

/** As many as one run may propose, in two runs of one task: the first was sent back. */
async function twoRunsOfFifty(proposal: (nth: number) => object) {
	const { owner, agentId } = await newTenant();
	const agent = { id: agentId, workspaceId: owner.workspaceId };
	const fifty = (from: number) => Array.from({ length: 50 }, (_, nth) => proposal(from + nth));
	const { task, run, actions } = await makeProposals(db, agent, fifty(0));
	const second = await db.run.create({
		data: { workspaceId: agent.workspaceId, taskId: task.id, number: 2, cause: 'sent_back' }
	});
	await db.run.update({ where: { id: second.id }, data: { status: 'running', startedAt: new Date() } });
	await db.run.update({ where: { id: second.id }, data: { status: 'succeeded', result: run.result ?? {} } });
	const again = [];
	for (const { id: _, ...first } of actions) {
		const data = { ...first, runId: second.id } as never;
		again.push(await db.action.create({ data }));
	}
	return { owner, old: actions, actions: again };
}

const bytes = (value: unknown) => JSON.stringify(value).length;

test('one of fifty long mails comes without the others', async () => {
	const long = 'They are on their way. '.repeat(200);
	const { owner, old, actions } = await twoRunsOfFifty((nth) => ({
		payload: mail({ body: `${nth} ${long}` })
	}));
	for (const { id, workspaceId } of actions)
		await db.actionAttempt.create({
			data: { workspaceId, actionId: id, number: 1, purpose: 'look', outcome: 'not_found' } as never
		});
	const [, , wanted] = actions;
	const detail = await getInboxItem(app, owner, { id: wanted?.id ?? '', type: 'action' });
	expect(detail.action).toMatchObject({ id: wanted?.id, attempts: [{ number: 1 }] });
	expect(detail.siblings).toEqual(actions.map(({ id }) => ({ id, status: 'proposed', row: null })));
	expect(bytes(detail.action)).toBeGreaterThan(9_000);
	expect(bytes(detail)).toBeLessThan(20_000);

	const before = await getInboxItem(app, owner, { id: old[0]?.id ?? '', type: 'action' });
	expect(before.siblings.map(({ id }) => id)).toEqual(old.map(({ id }) => id));
});

test('a row comes with those around it, their long values cut', async () => {
	const { owner, actions } = await twoRunsOfFifty((nth) => ({
		kind: 'sheets.appendRow',
		payload: row(`${nth} ${'wood screws, '.repeat(100)}`)
	}));
	const [first, second] = actions;
	const detail = await getInboxItem(app, owner, { id: first?.id ?? '', type: 'action' });
	expect(detail.siblings).toHaveLength(50);
	expect(detail.siblings[1]).toMatchObject({ id: second?.id, status: 'proposed', row: { tab: 'Orders' } });
	const [cell] = detail.siblings[1]?.row?.columns ?? [];
	expect(cell?.header).toBe('Amount');
	expect(cell?.value).toMatch(/^1 wood screws.*…$/);
	expect(cell?.value).toHaveLength(200);
	expect(bytes(detail)).toBeLessThan(35_000);
});
