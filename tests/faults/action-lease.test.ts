import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { carryOutAction } from '#server/domain/action/carry-out-action.ts';
import { claimAction } from '#server/domain/action/claim-action.ts';
import { decideAction } from '#server/domain/action/decide-action.ts';
import { reconcileAction } from '#server/domain/action/reconcile-action.ts';
import { lockTask } from '#server/domain/action/move-task-on.ts';
import { reconcileActions } from '#server/domain/action/reconcile-actions.ts';
import { reopenAction } from '#server/domain/action/reopen-action.ts';
import type { ActionFailpointName } from '#server/ports/failpoint.ts';
import { openCluster } from './case.ts';
import { ActionFixture, type GivenAction } from '../support/action-fixture.ts';
import { defined } from '../support/defined.ts';

/** Fault 4 for actions: whoever was presumed dead and comes back writes nothing and sends nothing. No worker runs here. */

const cluster = await openCluster({ google: true, timeScale: 0.1 });
const { app } = cluster;

/** Held no longer, and in nobody's hands. */
async function due(fixture: ActionFixture, proposal: { kind: string; payload: Record<string, unknown> }) {
	const action = await fixture.give(proposal);
	await app.db.action.update({
		where: { id: action.id },
		data: { holdUntil: new Date(0), runAfter: new Date(0) }
	});
	return action;
}

const claim = async ({ id }: GivenAction) => defined(await claimAction(app, id));

/** Carries it out in this process, which nobody knows of; at `place` something happens first. */
async function carryOutSuspended(
	action: GivenAction,
	place: ActionFailpointName,
	happens: () => Promise<unknown>
) {
	const held = await claim(action);
	const failpoint = async (here: string) => void (here === place && (await happens()));
	return carryOutAction({ ...app, failpoint }, held);
}

/** What the next worker does with whatever it finds, until nothing is left to do. */
async function successor(action: GivenAction): Promise<void> {
	for (;;) {
		const { status } = await app.db.action.findUniqueOrThrow({ where: { id: action.id } });
		if (!['approved', 'dispatching', 'unknown'].includes(status)) return;
		const held = await claimAction({ ...app, processId: crypto.randomUUID() }, action.id);
		if (!held) await sleep(50);
		else await (held.status === 'approved' ? carryOutAction : reconcileAction)(app, held);
	}
}

test.each(['action-claimed', 'action-prepared'] as const)(
	'somebody else has done it while the holder dozed at %s: its intent is refused',
	async (place) => {
		const fixture = await ActionFixture.open(cluster);
		const action = await due(fixture, fixture.draft());
		await expect(carryOutSuspended(action, place, () => successor(action))).rejects.toThrow('somebody else');
		expect(await fixture.status(action)).toBe('succeeded');
		expect(fixture.effects(action)).toBe(1);
		expect(await fixture.story(action)).toBe('effect applied');
	}
);

test('two hold it at once, both prepared: the older one sends nothing', async () => {
	const fixture = await ActionFixture.open(cluster);
	const action = await due(fixture, fixture.draft());
	const young = async () => {
		const next = defined(await claimAction({ ...app, processId: crypto.randomUUID() }, action.id));
		expect(next.epoch).toBe(2);
	};
	await expect(carryOutSuspended(action, 'action-prepared', young)).rejects.toThrow('somebody else');
	expect(fixture.effects(action)).toBe(0);
	await successor(action);
	expect(fixture.effects(action)).toBe(1);
});

test('a holder whose answer comes after others have looked does not overwrite what they found', async () => {
	const fixture = await ActionFixture.open(cluster);
	const action = await due(fixture, fixture.draft());
	await expect(carryOutSuspended(action, 'action-answered', () => successor(action))).rejects.toThrow(
		'somebody else'
	);
	expect(await fixture.status(action)).toBe('succeeded');
	expect(await fixture.story(action)).toMatch(/^effect unknown(, look not_found)*, look found$/);
	expect(fixture.effects(action)).toBe(1);
});

test('a holder that slept between its intent and its request sends nothing', async () => {
	const fixture = await ActionFixture.open(cluster);
	const action = await due(fixture, fixture.draft());
	const longerThanTheFence = () => sleep(app.timings.fenceSeconds * 1_000 + 200);
	await carryOutSuspended(action, 'action-intent', longerThanTheFence);
	expect(fixture.effects(action)).toBe(0);
	expect(await fixture.status(action)).toBe('approved: retry');
	await successor(action);
	expect(fixture.effects(action)).toBe(1);
	expect(await fixture.story(action)).toBe('effect not_applied, effect applied');
});

test('taken back, changed and approved again while a worker prepares: the old bytes do not leave', async () => {
	const fixture = await ActionFixture.open(cluster);
	const action = await due(fixture, fixture.draft('Old words'));
	const { owner } = fixture.tenant;
	const changeIt = async () => {
		const { taskId, runId, payload } = await fixture.read(action);
		const { workspaceId } = fixture;
		await app.db.$transaction((tx) => reopenAction(tx, { id: action.id, workspaceId, taskId, runId }));
		const { payloadHash: hash } = await fixture.read(action);
		const newer = { ...(payload as Record<string, unknown>), subject: 'New words' };
		await decideAction(app, owner, { id: action.id, decision: 'approve', hash, payload: newer });
		await app.db.action.update({
			where: { id: action.id },
			data: { holdUntil: new Date(0), runAfter: new Date(0) }
		});
	};
	await expect(carryOutSuspended(action, 'action-prepared', changeIt)).rejects.toThrow('somebody else');
	expect(fixture.effects(action)).toBe(0);
	await successor(action);
	const subjects = fixture.sandbox
		.state()
		.effects.flatMap((effect) => ('subject' in effect ? [effect.subject] : []));
	expect(subjects).toContain('New words');
	expect(subjects.filter((subject) => subject.startsWith('Old words'))).toEqual([]);
	expect(fixture.effects(action)).toBe(1);
});

test('a held approval is nobody’s to claim; one that is due is one process’s alone', async () => {
	const fixture = await ActionFixture.open(cluster);
	const action = await fixture.hold(fixture.draft());
	expect(await claimAction(app, action.id)).toBeNull();
	await app.db.action.update({
		where: { id: action.id },
		data: { holdUntil: new Date(0), runAfter: new Date(0) }
	});
	const colleague = {
		id: crypto.randomUUID(),
		kind: 'worker',
		host: 'here',
		pid: 1,
		lockKey: 1n,
		version: '0'
	};
	await app.db.heartbeat.create({ data: colleague });
	expect(await claimAction({ ...app, processId: colleague.id }, action.id)).toMatchObject({ epoch: 1 });
	const others = Array.from({ length: 20 }, () =>
		claimAction({ ...app, processId: crypto.randomUUID() }, action.id)
	);
	expect(await Promise.all(others)).toEqual(Array(20).fill(null));
	await app.db.heartbeat.delete({ where: { id: colleague.id } });
	await successor(action);
	expect(fixture.effects(action)).toBe(1);
});

test('whoever takes its process down three times is put aside for a person', async () => {
	const fixture = await ActionFixture.open(cluster);
	const action = await due(fixture, fixture.draft());
	// Three lives that end in the middle: nobody gives the lease back.
	for (let life = 0; life < 3; life++)
		await claimAction({ ...app, processId: crypto.randomUUID() }, action.id);
	await successor(action);
	expect(await fixture.read(action)).toMatchObject({
		status: 'needs_human',
		errorCode: 'quarantined',
		deaths: 3
	});
	expect(fixture.effects(action)).toBe(0);
});

test('a job that is gone: the reconciler gives the action another, and only then', async () => {
	const fixture = await ActionFixture.open(cluster);
	const action = await fixture.hold(fixture.draft());
	await app.db.$executeRaw`
		delete from graphile_worker._private_jobs where key = 'action:' || ${action.id}`;
	const jobs = () => app.db.$queryRaw<unknown[]>`
		select 1 from graphile_worker._private_jobs where key = 'action:' || ${action.id}`;
	await reconcileActions(app);
	expect(await jobs()).toHaveLength(0);
	await app.db.action.update({
		where: { id: action.id },
		data: { holdUntil: new Date(0), runAfter: new Date(0) }
	});
	await reconcileActions(app);
	await reconcileActions(app);
	expect(await jobs()).toHaveLength(1);
	await successor(action);
});

test('who falls silent with a lock in its hands holds nobody up for long', async () => {
	const fixture = await ActionFixture.open(cluster);
	const action = defined((await fixture.propose(fixture.draft()))[0]);
	const silent = app.db
		.$transaction(
			async (tx) => {
				await lockTask(tx, fixture.workspaceId, action.taskId);
				await sleep(11_500);
				await tx.$queryRaw`select 1`;
			},
			{ timeout: 20_000 }
		)
		.catch((error: unknown) => error);
	await sleep(500);
	const began = performance.now();
	await fixture.approve(action);
	expect(performance.now() - began).toBeLessThan(12_000);
	expect(await silent).toBeInstanceOf(Error);
	await successor(action);
	expect(fixture.effects(action)).toBe(1);
});
