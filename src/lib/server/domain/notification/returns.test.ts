import { expect, test } from 'vitest';
import { memberActor } from '../../../../../tests/support/factories.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import type { Actor } from '../access/actor.ts';
import { countInbox } from '../inbox/count-inbox.ts';
import { listInbox } from '../inbox/list-inbox.ts';
import { snoozeItem } from '../inbox/snooze-item.ts';
import { announceReturns } from './announce-returns.ts';
import { remindOfExpiry } from './remind-of-expiry.ts';

const { app, db, planAndSend, to, newTenant } = await openMailFixture();
const hour = 3_600_000;

async function announceAndSend() {
	await announceReturns(app);
	await remindOfExpiry(app);
	await planAndSend();
}

/** A tenant with work that waits, of which the owner has had the mail. */
async function withWork(...work: string[][]) {
	const tenant = await newTenant();
	const made = [];
	for (const subjects of work) made.push(await tenant.ready(subjects, 'The price list'));
	await planAndSend();
	const owner = memberActor(tenant.workspace.id, tenant.user.id, 'owner');
	const subjects = () =>
		to(tenant.user)
			.slice(1)
			.map(({ subject }) => subject);
	const waiting = async () => {
		const { items } = await listInbox(app, owner, { group: 'waiting', limit: 25 });
		return items.map(({ type, title, snippet }) => (type === 'result' ? title : snippet));
	};
	return { ...tenant, made, owner, subjects, waiting };
}

type Item = { type: 'action' | 'result'; id: string };

async function snooze(owner: Actor, item: Item, hours: number) {
	await snoozeItem(app, owner, { ...item, until: new Date(Date.now() + hours * hour).toISOString() });
}

/** As if the snooze ended now, or so many milliseconds ago; everything else stays as it is. */
async function wakeUp({ type, id }: Item, ago = 0) {
	const snoozedUntil = new Date(Date.now() - ago);
	if (type === 'action') await db.action.update({ where: { id }, data: { snoozedUntil } });
	else await db.task.update({ where: { id }, data: { snoozedUntil } });
}

test('what was put off is back above what waited all along, counts again, and is told by mail once', async () => {
	const { user, made, owner, subjects, waiting } = await withWork(['Old', 'Older'], [], ['New']);
	const actions = made[0]?.actions.map(({ id }) => ({ type: 'action', id }) as const) ?? [];
	const [old = { type: 'action', id: '' } as const] = actions;
	const result = { type: 'result', id: made[1]?.task.id ?? '' } as const;
	const createdAt = new Date(Date.now() - 2 * hour);
	await db.action.updateMany({ where: { taskId: made[0]?.task.id ?? '' }, data: { createdAt } });
	await snooze(owner, old, 3);
	await snooze(owner, result, 4);
	await announceAndSend();
	expect(subjects()).toEqual([]);
	expect(await countInbox(app, owner)).toMatchObject({ waiting: 2, open: 2, snoozed: 2 });

	await wakeUp(result, 1);
	await wakeUp(old);
	expect(await waiting()).toEqual(['Old', 'The price list', 'New', 'Older']);
	const { items } = await listInbox(app, owner, { group: 'waiting', limit: 1 });
	expect(Date.now() - Date.parse(items[0]?.waitingSince ?? '')).toBeLessThan(hour);
	expect(await countInbox(app, owner)).toMatchObject({ waiting: 4, open: 4, snoozed: 0 });
	await announceAndSend();
	await announceAndSend();
	expect(subjects()).toEqual(['Back again: one draft and one result wait for you']);
	const mail = to(user).at(-1);
	expect(mail?.text).toContain(`http://localhost:3000/inbox?item=action:${old.id}`);
	expect(mail?.text).toContain(`http://localhost:3000/inbox?item=result:${result.id}`);
	// Only what is back, not what waits beside it in the same task.
	expect(mail?.text).not.toContain(actions[1]?.id);
	const kinds = await db.event.findMany({
		where: { taskId: made[0]?.task.id ?? '' },
		orderBy: { id: 'asc' }
	});
	expect(kinds.map(({ kind }) => kind)).toEqual(['task.ready', 'action.snoozed', 'action.returned']);

	await snooze(owner, old, 3);
	await wakeUp(old);
	await announceAndSend();
	expect(subjects()).toHaveLength(2);
});

test('twenty at once say it once', async () => {
	const { made, owner, subjects } = await withWork(['One'], []);
	const items = [
		{ type: 'action', id: made[0]?.actions[0]?.id ?? '' },
		{ type: 'result', id: made[1]?.task.id ?? '' }
	] as const;
	for (const item of items) await snooze(owner, item, 1);
	for (const item of items) await wakeUp(item);
	const counts = await Promise.all(Array.from({ length: 20 }, () => announceReturns(app)));
	expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
	await announceAndSend();
	expect(subjects()).toHaveLength(1);
});

test('one that is back for its last day says so, and is not reminded of as well', async () => {
	const { user, made, owner, subjects } = await withWork(['One']);
	const item = { type: 'action', id: made[0]?.actions[0]?.id ?? '' } as const;
	await snooze(owner, item, 8 * 24);
	await db.$executeRaw`
		update actions set expires_at = now() + interval '1 day', asked_at = asked_at - interval '8 days'
		where id = ${item.id}::uuid`;
	await wakeUp(item);
	await announceAndSend();
	expect(subjects()).toEqual(['Back again: one draft waits for you']);
	expect(to(user).at(-1)?.text).toMatch(/One · Expires tomorrow at \d\d:\d\d/);
	await db.$executeRaw`update actions set snoozed_until = now() - interval '30 hours' where id = ${item.id}::uuid`;
	await remindOfExpiry(app);
	await planAndSend();
	expect(subjects()).toHaveLength(1);
});

test('new work that comes up at the same time is in the same mail', async () => {
	const { user, made, owner, ready, subjects } = await withWork(['Back']);
	const item = { type: 'action', id: made[0]?.actions[0]?.id ?? '' } as const;
	await snooze(owner, item, 1);
	await wakeUp(item);
	await ready(['New']);
	await announceAndSend();
	expect(subjects()).toEqual(['Two drafts wait for you']);
	expect(to(user).at(-1)?.text).toContain('Back · Back again\n');
	expect(to(user).at(-1)?.text).toContain('  New\n');
});

test('nothing is said of what was brought back by hand, decided meanwhile, or is over', async () => {
	const { made, owner, subjects } = await withWork(['By hand', 'Decided', 'Over']);
	const [byHand, decided, over] = made[0]?.actions.map(({ id }) => ({ type: 'action', id }) as const) ?? [];
	for (const item of [byHand, decided, over]) await snooze(owner, item ?? { type: 'action', id: '' }, 1);
	await snoozeItem(app, owner, { type: 'action', id: byHand?.id ?? '', until: null });
	const past = new Date(Date.now() - 1_000);
	await db.action.update({
		where: { id: decided?.id ?? '' },
		data: { status: 'rejected', snoozedUntil: past }
	});
	await db.action.update({
		where: { id: over?.id ?? '' },
		data: { expiresAt: past, snoozedUntil: past }
	});
	expect(await announceReturns(app)).toBe(0);
	await announceAndSend();
	expect(subjects()).toEqual([]);
});
