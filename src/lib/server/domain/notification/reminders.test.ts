import { expect, test } from 'vitest';
import type { MemberRole } from '#lib/schemas/account.ts';
import type { MailPreference } from '#lib/schemas/notification.ts';
import { makeMember, memberActor } from '../../../../../tests/support/factories.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { snoozeItem } from '../inbox/snooze-item.ts';
import { reopenAction } from '../action/reopen-action.ts';
import { announceReturns } from './announce-returns.ts';
import { planNotifications } from './plan-notifications.ts';
import { remindOfExpiry } from './remind-of-expiry.ts';

const { app, db, plan, send, planAndSend, to, newTenant } = await openMailFixture();
const hour = 3_600_000;
const week = 7 * 24;

/** As if so many hours had passed for these. */
async function pass(actions: { id: string }[], hours: number) {
	await db.$executeRaw`
		update actions set asked_at = asked_at - make_interval(secs => ${hours * 3_600}::float8),
			expires_at = expires_at - make_interval(secs => ${hours * 3_600}::float8),
			reminded_of = reminded_of - make_interval(secs => ${hours * 3_600}::float8),
			snoozed_until = snoozed_until - make_interval(secs => ${hours * 3_600}::float8)
		where id = any(${actions.map(({ id }) => id)}::uuid[])`;
}

/** A tenant whose agent proposed drafts a while ago, and whose owner has had the mail about them. */
async function waitingFor(hours: number, subjects = ['The 40 chairs']) {
	const tenant = await newTenant();
	const { task, actions } = await tenant.ready(subjects);
	await planAndSend();
	await pass(actions, hours);
	const owner = memberActor(tenant.workspace.id, tenant.user.id, 'owner');
	const reminders = () => to(tenant.user).slice(1);
	return { ...tenant, owner, task, actions, reminders };
}

async function remindAndSend() {
	await announceReturns(app);
	await remindOfExpiry(app);
	await planAndSend();
}

test('whoever was told of it once is told again a day before it expires, and not before', async () => {
	const { user, task, actions, reminders } = await waitingFor(week - 25, ['The 40 chairs', 'The oak']);
	await remindAndSend();
	expect(reminders()).toEqual([]);
	await pass(actions, 1.5);
	await remindAndSend();
	const [mail, ...others] = reminders();
	expect(others).toEqual([]);
	expect(mail?.subject).toMatch(/^Two drafts expire (today|tomorrow|today or tomorrow)$/);
	expect(mail?.text).toMatch(/The 40 chairs · Expires (today|tomorrow) at \d\d:\d\d/);
	expect(mail?.text).toContain('What expires counts as rejected, and nothing is carried out.');
	for (const { id } of actions) expect(mail?.text).toContain(`http://localhost:3000/inbox?item=action:${id}`);
	expect(mail?.text).not.toContain('nobody else’s business');
	const events = await db.event.findMany({ where: { taskId: task.id, kind: 'action.expiring' } });
	expect(events).toMatchObject([{ data: { actions: 2 } }]);
	await pass(actions, 12);
	await remindAndSend();
	expect(to(user)).toHaveLength(2);
});

test('twenty at once remind once, of each expiry', async () => {
	const { actions, reminders } = await waitingFor(week - 23);
	const twenty = async () => {
		const counts = await Promise.all(Array.from({ length: 20 }, () => remindOfExpiry(app)));
		await Promise.all(Array.from({ length: 20 }, () => planNotifications(app)));
		await plan();
		await send();
		return counts.reduce((sum, count) => sum + count, 0);
	};
	expect(await twenty()).toBe(1);
	expect(await twenty()).toBe(0);
	expect(reminders()).toHaveLength(1);
	await db.action.updateMany({
		where: { id: actions[0]?.id ?? '' },
		data: { expiresAt: new Date(Date.now() + 22 * hour) }
	});
	expect(await twenty()).toBe(1);
	expect(reminders()).toHaveLength(2);
});

test('what is due soon after comes along in the same mail, but is no reason for one', async () => {
	const { agent, user, actions, ready, reminders } = await waitingFor(week - 28);
	const { actions: later } = await ready(['In two days']);
	await planAndSend();
	await pass(later, week - 40);
	const before = to(user).length;
	await remindAndSend();
	expect(to(user)).toHaveLength(before);
	const { actions: first } = await ready(['The first to expire']);
	await planAndSend();
	await pass(first, week - 23);
	await remindAndSend();
	const mail = reminders().at(-1);
	expect(mail?.subject).toMatch(/^Two drafts expire /);
	expect(mail?.text.match(/inbox\?item=action:/g)).toHaveLength(2);
	expect(mail?.text).toContain(actions[0]?.id);
	expect(mail?.text).not.toContain('In two days');
	expect(agent.name).toBe('Nora');
});

test('a mail names only what still waits: not what was decided, put off, or has expired', async () => {
	const subjects = ['Decided', 'Put off', 'Expired', 'Still there'];
	const { owner, actions, reminders } = await waitingFor(week - 23, subjects);
	const [decided, putOff, expired, still] = actions.map(({ id }) => id);
	await remindOfExpiry(app);
	await plan();
	await db.action.update({ where: { id: decided ?? '' }, data: { status: 'rejected' } });
	const until = new Date(Date.now() + hour).toISOString();
	await snoozeItem(app, owner, { type: 'action', id: putOff ?? '', until });
	await db.action.update({ where: { id: expired ?? '' }, data: { expiresAt: new Date() } });
	await send();
	expect(reminders()).toMatchObject([{ subject: expect.stringMatching(/^One draft expires /) }]);
	expect(reminders()[0]?.text).toContain(`Look at it:\nhttp://localhost:3000/inbox?item=action:${still}`);
});

test('nothing is said of what was decided or put off before, nor of what is over', async () => {
	const { owner, task, actions, reminders } = await waitingFor(week - 23, ['One', 'Two', 'Three']);
	const [decided, putOff, over] = actions.map(({ id }) => id);
	await db.action.update({ where: { id: decided ?? '' }, data: { status: 'rejected' } });
	const until = new Date(Date.now() + hour).toISOString();
	await snoozeItem(app, owner, { type: 'action', id: putOff ?? '', until });
	const inDays = (days: number) => new Date(Date.now() + days * 24 * hour);
	await db.action.update({ where: { id: putOff ?? '' }, data: { expiresAt: inDays(0.9) } });
	await db.action.update({ where: { id: over ?? '' }, data: { expiresAt: inDays(-0.1) } });
	await remindAndSend();
	expect(reminders()).toEqual([]);
	expect(await db.event.count({ where: { taskId: task.id, kind: 'action.expiring' } })).toBe(0);
});

test('what was missed is caught up with until it expires; a mail that comes too late stays away', async () => {
	const { actions, reminders } = await waitingFor(week - 1);
	const late = await waitingFor(week - 1);
	await remindOfExpiry(app);
	await plan();
	await pass(late.actions, 1.5);
	await send();
	expect(reminders()).toMatchObject([{ subject: expect.stringMatching(/^One draft expires /) }]);
	expect(late.reminders()).toEqual([]);
	expect(actions).toHaveLength(1);
});

test('one that dies in between has either said all of it or nothing', async () => {
	const { user, actions, reminders } = await waitingFor(week - 23);
	const dying = db.$transaction(async (tx) => {
		expect(await remindOfExpiry({ db: tx as typeof db })).toBe(1);
		throw new Error('dead');
	});
	await expect(dying).rejects.toThrow('dead');
	expect(await remindOfExpiry(app)).toBe(1);
	const addEach = () => Promise.reject(new Error('dead'));
	await expect(planNotifications({ ...app, jobs: { ...app.jobs, addEach } })).rejects.toThrow('dead');
	await remindAndSend();
	await remindAndSend();
	expect(reminders()).toHaveLength(1);
	expect(await db.notification.count({ where: { userId: user.id, kind: 'expiring' } })).toBe(1);
	expect(actions).toHaveLength(1);
});

test.each<[MemberRole, MailPreference, number]>([
	['admin', 'immediately', 1],
	['reviewer', 'immediately', 1],
	['member', 'immediately', 0],
	['admin', 'daily', 0],
	['admin', 'off', 0]
])('%s with mail %s gets %i', async (role, mailPreference, count) => {
	const { workspace, reminders } = await waitingFor(week - 23);
	const { user } = await makeMember(db, workspace.id, role);
	await db.membership.updateMany({ where: { userId: user.id }, data: { mailPreference } });
	await remindAndSend();
	expect(to(user)).toHaveLength(count);
	expect(reminders()).toHaveLength(1);
});

test('what lives shorter than a day is reminded of in the middle of its life, not along with its first mail', async () => {
	const { user, ready } = await newTenant();
	const { actions } = await ready(['Quick']);
	const expiresAt = new Date(Date.now() + 8 * hour);
	await db.action.updateMany({ where: { id: actions[0]?.id ?? '' }, data: { expiresAt } });
	await remindAndSend();
	expect(to(user).map(({ subject }) => subject)).toEqual(['One draft waits for you']);
	await pass(actions, 4.1);
	await remindAndSend();
	expect(to(user)).toHaveLength(2);
});

test('an approval that is taken back asks anew: half a day later, for it has a day', async () => {
	const { task, workspace, actions, reminders } = await waitingFor(week - 23);
	await remindAndSend();
	await pass(actions, 22);
	const { id = '', runId = '' } = actions[0] ?? {};
	await db.$transaction((tx) => reopenAction(tx, { id, runId, workspaceId: workspace.id, taskId: task.id }));
	await remindAndSend();
	expect(reminders()).toHaveLength(1);
	await pass(actions, 12.1);
	await remindAndSend();
	expect(reminders()).toHaveLength(2);
});
