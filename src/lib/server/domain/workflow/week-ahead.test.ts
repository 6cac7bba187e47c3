import { expect, test } from 'vitest';
import { leads, openWorkflowFixture, receipts } from '../../../../../tests/support/workflow-fixture.ts';
import { createWorkflow } from './create-workflow.ts';
import { updateWorkflow } from './update-workflow.ts';
import { weekAhead } from './week-ahead.ts';

const { app, db, newOwner } = await openWorkflowFixture();
/** A Thursday evening before the clocks of Berlin go back, on the 25th. */
const clock = { now: () => new Date('2026-10-22T18:30:00Z') };
const schedule = (cron: string) => ({
	trigger: { kind: 'schedule', cron, timeZone: 'Europe/Berlin' } as const
});

async function office() {
	const { owner, agentId } = await newOwner('bookkeeping');
	await db.workspace.update({ where: { id: owner.workspaceId }, data: { timeZone: 'Europe/Berlin' } });
	return { owner, agentId, week: () => weekAhead({ ...app, clock }, owner) };
}

test('seven days by the clocks of the workspace, also when they change', async () => {
	const { owner, agentId, week } = await office();
	const daily = await createWorkflow(app, owner, receipts(agentId, schedule('0 8 * * *')));
	const tonight = await createWorkflow(app, owner, receipts(agentId, schedule('30 22 * * 4')));
	const { days, timeZone } = await week();
	expect(timeZone).toBe('Europe/Berlin');
	expect(days.map(({ day }) => day.slice(-2))).toEqual(['22', '23', '24', '25', '26', '27', '28']);
	expect(days.map(({ fires }) => fires.map(({ id }) => id))).toEqual([
		[tonight],
		...Array.from({ length: 6 }, () => [daily])
	]);
	expect(days.flatMap(({ fires }) => fires.map(({ at }) => at.slice(5, 16)))).toEqual([
		'10-22T20:30',
		'10-23T06:00',
		'10-24T06:00',
		'10-25T07:00',
		'10-26T07:00',
		'10-27T07:00',
		'10-28T07:00'
	]);
});

test('what is due all the time is said in words, and what comes in by itself apart', async () => {
	const { owner, agentId, week } = await office();
	const often = await createWorkflow(app, owner, receipts(agentId, schedule('*/5 * * * *')));
	const hook = await createWorkflow(app, owner, leads(agentId));
	const off = await createWorkflow(
		app,
		owner,
		receipts(agentId, { ...schedule('0 9 * * *'), enabled: false })
	);
	const paused = await createWorkflow(app, owner, receipts(agentId, schedule('0 10 * * 1')));
	await updateWorkflow(app, owner, { id: paused, paused: 'On holiday' });
	const found = await week();
	expect([found.often, found.incoming]).toEqual([[often], [hook]]);
	expect(found.days.flatMap(({ fires }) => fires.map(({ id }) => id))).toEqual([paused]);
	expect(found.workflows.map(({ id }) => id)).not.toContain(off);
	expect(found.workflows.find(({ id }) => id === paused)).toMatchObject({
		status: 'paused',
		pause: { reason: 'On holiday' }
	});
});

test('a colleague of another workspace sees nothing of it', async () => {
	const { owner, agentId } = await office();
	await createWorkflow(app, owner, receipts(agentId, schedule('0 8 * * *')));
	const { week } = await office();
	expect(await week()).toMatchObject({ often: [], incoming: [], workflows: [], more: false });
});
