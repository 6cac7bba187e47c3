import { describe, expect, test } from 'vitest';
import type { CreateWorkflow } from '#lib/schemas/workflow.ts';
import { openWorkflowFixture, roundUp } from '../../../../../tests/support/workflow-fixture.ts';
import { editAgent } from '../lifecycle/edit-agent.ts';
import { getTask } from '../task/get-task.ts';
import { createWorkflow } from './create-workflow.ts';
import { fireDue } from './fire-due.ts';
import { getWorkflow } from './get-workflow.ts';
import { listFires } from './list-fires.ts';
import { recomputeZones } from './recompute-zones.ts';
import { startHeld } from './start-held.ts';
import { updateWorkflow } from './update-workflow.ts';

const { app, db, work, newOwner } = await openWorkflowFixture();
const daily = { kind: 'schedule', cron: '0 8 * * *', timeZone: 'Europe/Berlin' } as const;

/** A workflow whose past begins at `since`: the clock is moved, and whatever is due is fired from there. */
async function since(
	start: string,
	trigger: CreateWorkflow['trigger'] = daily,
	more: Partial<CreateWorkflow> = {}
) {
	const { owner, agentId } = await newOwner('operations');
	const id = await createWorkflow(app, owner, roundUp(agentId, { trigger, ...more }));
	const at = new Date(start);
	await db.workflow.update({ where: { id }, data: { settledAt: at, nextFireAt: at } });
	const fires = async () => (await listFires(app, owner, { id, limit: 100 })).items.toReversed();
	return {
		owner,
		agentId,
		id,
		fires,
		told: async () => (await fires()).map((one) => `${one.at} ${one.outcome}`)
	};
}

/** Several schedulers at once, as so many workers have them. */
const at = (moment: string) => Promise.all([1, 2, 3].map(() => fireDue(app, new Date(moment))));

describe('due times', () => {
	test('each fires once, however many schedulers look, on both days on which the clock changes', async () => {
		const { told } = await since('2026-03-27T12:00:00Z', { ...daily, cron: '30 2 * * *' });
		for (let hour = 0; hour < 72; hour++) {
			await at(new Date(Date.parse('2026-03-28T00:00:30Z') + hour * 3_600_000).toISOString());
			await at(new Date(Date.parse('2026-03-28T00:30:30Z') + hour * 3_600_000).toISOString());
			await work();
		}
		expect(await told()).toEqual([
			'2026-03-28T01:30:00.000Z started',
			'2026-03-29T01:00:00.000Z started',
			'2026-03-30T00:30:00.000Z started'
		]);
	});

	test('an hour that comes twice has one run, and the row is a task with the fire’s id', async () => {
		const { owner, told, fires } = await since('2026-10-24T12:00:00Z', { ...daily, cron: '30 2 * * *' });
		for (const moment of ['2026-10-25T00:30:10Z', '2026-10-25T01:30:10Z', '2026-10-26T01:30:10Z']) {
			await at(moment);
			await work();
		}
		expect(await told()).toEqual(['2026-10-25T00:30:00.000Z started', '2026-10-26T01:30:00.000Z started']);
		const [fire] = await fires();
		const task = await db.task.findUniqueOrThrow({ where: { id: fire?.taskId ?? '' } });
		expect(task).toMatchObject({ fireId: fire?.id, scheduled: true, title: 'Friday round-up: 25 October' });
		expect((await getTask(app, owner, task.id)).status).toBe('cancelled');
	});
});

describe('after an absence', () => {
	test.each([
		['once', ['skipped', 'skipped', 'late']],
		['skip', ['skipped', 'skipped', 'skipped']]
	] as const)('%s: every missed time has its row and its reason', async (missed, outcomes) => {
		const { fires } = await since('2026-11-01T12:00:00Z', daily, { missed });
		await at('2026-11-04T12:00:00Z');
		expect((await fires()).map(({ outcome }) => outcome)).toEqual(outcomes);
		expect((await fires()).map(({ reason }) => reason.slice(0, 4))).toEqual(
			outcomes.map((outcome) => (outcome === 'late' ? 'Late' : 'Miss'))
		);
	});

	test('a long one: the newest hundred have rows, the older ones one with their number', async () => {
		const { id } = await since('2026-11-01T00:00:30Z', { ...daily, cron: '*/10 * * * *' });
		await at('2026-11-03T00:07:00Z');
		const rows = await db.fire.findMany({ where: { workflowId: id }, orderBy: { at: 'asc' } });
		expect(rows).toHaveLength(102);
		expect(rows[0]?.count).toBe(2 * 144 - 101);
		expect(rows.at(-1)).toMatchObject({ outcome: 'late' });
		expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(2 * 144);
	});

	test('a year of minutes is not gone through: what is not counted is said, in a row of its own', async () => {
		const { id, fires } = await since('2025-11-01T00:00:30Z', { ...daily, cron: '* 0-4 * * *' });
		await at('2026-11-03T12:00:00Z');
		const rows = await db.fire.findMany({ where: { workflowId: id }, orderBy: { at: 'asc' } });
		expect(rows).toHaveLength(102);
		expect(rows[0]).toMatchObject({ count: 300, reason: expect.stringContaining('not counted') as string });
		expect(rows[0]?.at.toISOString()).toBe('2025-11-01T00:01:00.000Z');
		expect(rows[1]?.at.toISOString()).toBe('2026-11-03T02:19:00.000Z');
		expect((await fires()).at(-1)).toMatchObject({ outcome: 'late', at: '2026-11-03T03:59:00.000Z' });
	});

	test('what is on time runs, and what was missed before it does not', async () => {
		const { told } = await since('2026-11-01T12:00:00Z');
		await at('2026-11-03T07:01:00Z');
		expect(await told()).toEqual(['2026-11-02T07:00:00.000Z skipped', '2026-11-03T07:00:00.000Z started']);
	});
});

test('one that cannot be made a run says why, and the others fire', async () => {
	const broken = await since('2026-11-01T12:00:00Z');
	const unread = await since('2026-11-01T12:00:00Z');
	const fine = await since('2026-11-01T12:00:00Z');
	const { definition } = await db.workflow.findUniqueOrThrow({ where: { id: broken.id } });
	await db.workflow.update({
		where: { id: broken.id },
		data: { definition: { ...(definition as object), instructions: 'x'.repeat(20_001), fields: [] } }
	});
	await db.workflow.update({ where: { id: unread.id }, data: { trigger: { kind: 'moon' } } });
	await at('2026-11-02T07:00:10Z');
	expect(await fine.told()).toEqual(['2026-11-02T07:00:00.000Z started']);
	const nextOf = async ({ id }: { id: string }) =>
		(await db.workflow.findUniqueOrThrow({ where: { id } })).nextFireAt?.toISOString();
	for (const { fires } of [broken, unread]) {
		expect(await fires()).toMatchObject([
			{
				outcome: 'skipped',
				taskId: null,
				reason: expect.stringMatching(/^It could not be started: /) as string
			}
		]);
	}
	expect([await nextOf(broken), await nextOf(unread)]).toEqual(['2026-11-03T07:00:00.000Z', undefined]);
});

describe('what stands in the way', () => {
	test('only work of the agent counts as running: a draft that waits for a person does not', async () => {
		const { told } = await since('2026-11-01T12:00:00Z');
		await at('2026-11-02T07:00:10Z');
		await at('2026-11-03T07:00:10Z');
		await work();
		await at('2026-11-04T07:00:10Z');
		expect((await told()).map((one) => one.split(' ')[1])).toEqual(['started', 'skipped', 'started']);
	});

	test('a paused agent, with the reason', async () => {
		const { owner, agentId, fires } = await since('2026-11-01T12:00:00Z');
		await editAgent(app, owner, agentId, { status: 'paused' });
		await at('2026-11-02T07:00:10Z');
		expect(await fires()).toMatchObject([{ outcome: 'skipped', reason: 'Nora was paused.', taskId: null }]);
	});

	test('without a task left in the month it is held, and the last one starts when there is room', async () => {
		const { owner, fires } = await since('2026-11-01T12:00:00Z');
		const { workspaceId } = owner;
		await db.$executeRaw`
			insert into usage_counters (workspace_id, month, tasks)
			values (${workspaceId}::uuid, date_trunc('month', now() at time zone 'UTC')::date, 5000)`;
		await at('2026-11-02T07:00:10Z');
		await at('2026-11-03T07:00:10Z');
		expect(await startHeld(app)).toBe(0);
		expect(await fires()).toMatchObject([
			{ outcome: 'skipped', taskId: null },
			{ outcome: 'held', reason: expect.stringContaining('5,000') as string }
		]);
		await db.workspace.update({ where: { id: workspaceId }, data: { plan: 'enterprise' } });
		expect(await startHeld(app)).toBe(1);
		expect((await fires())[1]).toMatchObject({ outcome: 'late', taskId: expect.any(String) as string });
		await work();
	});

	test('a run that waits for room in the month is no reason to leave the next one out: it is held', async () => {
		const { owner, fires } = await since('2026-11-01T12:00:00Z');
		await at('2026-11-02T07:00:10Z');
		await db.$executeRaw`
			insert into usage_counters (workspace_id, month, tasks)
			values (${owner.workspaceId}::uuid, date_trunc('month', now() at time zone 'UTC')::date, 5000)`;
		await at('2026-11-03T07:00:10Z');
		expect(await fires()).toMatchObject([{ outcome: 'started' }, { outcome: 'held' }]);
		await db.usageCounter.deleteMany({ where: { workspaceId: owner.workspaceId } });
		expect(await startHeld(app)).toBe(0);
		await work();
		expect(await startHeld(app)).toBe(1);
		await work();
	});

	test('while it is off or paused nothing is due, and nothing is made up for', async () => {
		const { owner, id, fires } = await since('2026-11-01T12:00:00Z');
		await updateWorkflow(app, owner, { id, paused: 'On holiday.' });
		await at('2026-11-05T12:00:00Z');
		await updateWorkflow(app, owner, { id, paused: null });
		await at(new Date().toISOString());
		expect(await fires()).toEqual([]);
	});
});

test('other zone data: due times are worked out anew, none is lost and none comes twice', async () => {
	const { id, told } = await since('2026-11-01T12:00:00Z');
	await at('2026-11-02T07:00:10Z');
	await work();
	// As if older data had put the next eight o’clock an hour too late, and the last one had been an hour early.
	await db.workflow.update({
		where: { id },
		data: {
			zoneData: '2020a',
			nextFireAt: new Date('2026-11-03T08:00:00Z'),
			settledAt: new Date('2026-11-02T06:00:10Z')
		}
	});
	await recomputeZones(app);
	const { nextFireAt, zoneData } = await db.workflow.findUniqueOrThrow({ where: { id } });
	expect(nextFireAt?.toISOString()).toBe('2026-11-03T07:00:00.000Z');
	expect(zoneData).toBe(process.versions.tz);
	await at('2026-11-03T07:00:10Z');
	expect(await told()).toEqual(['2026-11-02T07:00:00.000Z started', '2026-11-03T07:00:00.000Z started']);
});

test('a weekday’s drafts that nobody reviews supersede each other, and the schedule goes on', async () => {
	const { owner, id, told } = await since('2026-11-01T12:00:00Z');
	for (let day = 2; day <= 8; day++) {
		await at(`2026-11-0${day}T07:00:10Z`);
		await work();
	}
	expect((await told()).map((one) => one.split(' ')[1])).toEqual(Array(7).fill('started'));
	expect(await getWorkflow(app, owner, id)).toMatchObject({ status: 'on', waiting: 1 });
});
