import { expect, test } from 'vitest';
import { callerOf } from '../../../../../tests/support/app.ts';
import { makeMember } from '../../../../../tests/support/factories.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { receipts } from '../../../../../tests/support/workflow-fixture.ts';
import { createWorkflow } from '../workflow/create-workflow.ts';
import { recordEvent } from '../event/record-event.ts';
import { planNotifications } from './plan-notifications.ts';
import { sendNotification } from './send-notification.ts';

const { app, db, plan, makeDue, send, planAndSend, to, newTenant } = await openMailFixture();

function notificationsOf(userId: string) {
	return db.notification.findMany({ where: { userId }, orderBy: { id: 'asc' } });
}

test('what comes up together is one mail that names each thing and links to the page that asks', async () => {
	const { user, workspace, ready } = await newTenant();
	const first = await ready(['The 40 chairs, and delivery in May', 'A sample of the oak']);
	await plan();
	await ready(['Your question on the invoice']);
	await planAndSend();

	const [mail, ...others] = to(user);
	expect(others).toEqual([]);
	expect(mail?.subject).toBe('Three drafts wait for you');
	expect(mail?.text).toContain('- Nora: Mail to Priya Shah\n  The 40 chairs, and delivery in May');
	expect(mail?.text).toContain(`http://localhost:3000/inbox?item=action:${first.actions[0]?.id}`);
	expect(mail?.text).not.toContain('nobody else’s business');
	expect(mail?.headers['list-unsubscribe']).toBe('<http://localhost:3000/settings#mail>');
	const links = [...`${mail?.text} ${mail?.html}`.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([link]) => link);
	expect(links.filter((link) => !link.startsWith('http://localhost:3000/'))).toEqual([]);
	expect(mail?.text).toContain(workspace.name);
});

test('it waits for 20 seconds, and the next one for 15 minutes', async () => {
	const { user, ready } = await newTenant();
	const wait = async () => {
		const [row] = await db.$queryRaw<{ seconds: number }[]>`
			select extract(epoch from send_after - now())::float8 as seconds from notifications
			where user_id = ${user.id}::uuid and status = 'queued'`;
		return row?.seconds ?? null;
	};
	await ready(['One']);
	await plan();
	expect(await wait()).toBeGreaterThan(15);
	expect(await wait()).toBeLessThanOrEqual(20);
	const [{ count } = { count: 0 }] = await db.$queryRaw<{ count: number }[]>`
		select count(*)::int as count from graphile_worker._private_jobs j join notifications n on j.key = 'notification:' || n.id
		where n.user_id = ${user.id}::uuid and j.run_at = n.send_after`;
	expect(count).toBe(1);
	await send();
	await ready(['Two']);
	await ready(['Three']);
	await plan();
	expect(await wait()).toBeGreaterThan(14 * 60);
	await send();
	expect(to(user).map(({ subject }) => subject)).toEqual([
		'One draft waits for you',
		'Two drafts wait for you'
	]);
});

test('twenty plans at once tell each event once', async () => {
	const { user, ready } = await newTenant();
	await ready(['One']);
	await Promise.all(Array.from({ length: 20 }, () => planNotifications(app)));
	await ready(['Two']);
	await Promise.all(Array.from({ length: 20 }, () => planNotifications(app)));
	await plan();
	const [row, ...others] = await notificationsOf(user.id);
	expect(others).toEqual([]);
	expect(row?.data).toMatchObject({ events: [expect.any(String), expect.any(String)] });
	await makeDue();
	await Promise.all(Array.from({ length: 20 }, () => sendNotification(app, row?.id ?? '')));
	await plan();
	expect(await notificationsOf(user.id)).toHaveLength(1);
	expect(to(user)).toHaveLength(1);
});

test('an event whose transaction commits after later ones is told, and the position waits for it', async () => {
	const { user, workspace, ready } = await newTenant();
	const { task } = await ready(['One']);
	await planAndSend();
	await db.$transaction(async (tx) => {
		await recordEvent(tx, { workspaceId: workspace.id, kind: 'action.voided', taskId: task.id });
		await ready(['Two']);
		await plan();
	});
	await plan();
	const told = (await notificationsOf(user.id)).flatMap(({ data }) => (data as { events: string[] }).events);
	expect(new Set(told).size).toBe(3);
	expect(told).toHaveLength(3);
});

test('the position moves on only over what was read ten minutes after it was seen', async () => {
	const position = () => db.eventPosition.findUniqueOrThrow({ where: { reader: 'notifications' } });
	const age = () => db.$executeRaw`update event_positions set pending_at = now() - interval '11 minutes'`;
	await age();
	await plan();
	const { pendingId } = await position();
	const { user, ready } = await newTenant();
	await ready(['One']);
	await age();
	await plan();
	const moved = await position();
	expect(moved.settledId).toBe(pendingId);
	expect(moved.pendingId).toBeGreaterThan(pendingId);
	expect(await notificationsOf(user.id)).toHaveLength(1);
	await age();
	await plan();
	await plan();
	expect((await position()).settledId).toBe(moved.pendingId);
	expect(await notificationsOf(user.id)).toHaveLength(1);
});

test('nothing is sent when nothing waits any more', async () => {
	const { user, ready } = await newTenant();
	const { task, actions } = await ready(['One']);
	await plan();
	await db.action.update({ where: { id: actions[0]?.id ?? '' }, data: { status: 'rejected' } });
	await db.task.update({ where: { id: task.id }, data: { status: 'rejected' } });
	await send();
	expect(await notificationsOf(user.id)).toMatchObject([{ status: 'skipped', sentAt: null }]);
	expect(to(user)).toEqual([]);
});

test('who may review is told of work; owners, admins and the giver of failures', async () => {
	const { user, workspace, ready, failed } = await newTenant();
	const reviewer = await makeMember(db, workspace.id, 'reviewer');
	const giver = await makeMember(db, workspace.id, 'member');
	const other = await makeMember(db, workspace.id, 'member');
	await ready([], 'The price list');
	const task = await failed(giver.user.id);
	await planAndSend();
	const subjects = (person: { email: string }) =>
		to(person)
			.map(({ subject }) => subject)
			.toSorted();
	const [failure, result] = ['One task could not be finished', 'One result waits for you'];
	expect(subjects(user)).toEqual([result, failure]);
	expect(subjects(reviewer.user)).toEqual([result]);
	expect(subjects(giver.user)).toEqual([failure]);
	expect(subjects(other.user)).toEqual([]);
	expect(to(giver.user)[0]?.text).toContain(`http://localhost:3000/tasks/${task.id}`);
});

test('nobody is told of what they did, of what was before them, or of what went ahead by rule', async () => {
	const { user, workspace, agent, ready } = await newTenant();
	const { task } = await ready(['One']);
	await planAndSend();
	const later = await makeMember(db, workspace.id, 'admin');
	const about = { workspaceId: workspace.id, taskId: task.id, agentId: agent.id };
	await recordEvent(db, { ...about, kind: 'action.voided', by: { kind: 'member', userId: user.id } });
	await planAndSend();
	await recordEvent(db, { ...about, kind: 'task.ready', data: { byRule: true } });
	await planAndSend();
	expect(to(user)).toHaveLength(1);
	expect(to(later.user)).toHaveLength(1);
});

test('a dry run that failed is in nobody’s mail', async () => {
	const { user, failed } = await newTenant();
	const task = await failed();
	await db.task.update({ where: { id: task.id }, data: { dryRun: true } });
	await plan();
	expect(await notificationsOf(user.id)).toEqual([]);
});

test('who manages agents is told of a workflow that has paused itself, and not of one that somebody paused', async () => {
	const { user, workspace, agent, actor: owner } = await newTenant();
	const reviewer = await makeMember(db, workspace.id, 'reviewer');
	const workspaceId = workspace.id;
	await db.workspace.update({ where: { id: workspaceId }, data: { plan: 'pro' } });
	const paused = async (name: string, pauseCode: string, pauseReason: string) => {
		const made = await createWorkflow(app, owner, receipts(agent.id, { name }));
		await db.workflow.update({ where: { id: made }, data: { pauseCode, pauseReason } });
		const data = { name, message: pauseReason, workflowId: made };
		await recordEvent(db, { workspaceId, kind: 'workflow.paused', agentId: agent.id, data });
		return made;
	};
	const id = await paused('Receipts', 'failures', 'Three runs in a row failed.');
	await paused('Round-up', 'person', 'On holiday');
	await planAndSend();
	const [mail, ...others] = to(user);
	expect(others).toEqual([]);
	expect(mail?.subject).toBe('One workflow goes on no more by itself');
	expect(mail?.text).toContain('Nora: Receipts\n  Three runs in a row failed.');
	expect(mail?.text).toContain(`http://localhost:3000/workflows/${id}`);
	expect(mail?.text).not.toContain('Round-up');
	expect(to(reviewer.user)).toEqual([]);
	await paused('Receipts', 'sheet', 'The tab is gone.');
	await plan();
	await db.workflow.updateMany({ where: { workspaceId }, data: { pauseCode: null, pauseReason: null } });
	await send();
	expect(to(user)).toHaveLength(1);
});

test('a lost connection is told to owners and admins, unless it is back by then', async () => {
	const { user, workspace } = await newTenant();
	const admin = await makeMember(db, workspace.id, 'admin');
	const reviewer = await makeMember(db, workspace.id, 'reviewer');
	const lost = {
		workspaceId: workspace.id,
		vendor: 'google',
		accountId: '1',
		accountEmail: 'office@northwind.example'
	};
	const connection = await db.integration.create({ data: { ...lost, status: 'needs_reauth' } });
	await recordEvent(db, { workspaceId: workspace.id, kind: 'integration.needs_reauth' });
	await planAndSend();
	expect(to(user)).toMatchObject([{ subject: 'Please connect Google again' }]);
	expect(to(user)[0]?.text).toContain('http://localhost:3000/integrations');
	expect(to(admin.user)).toHaveLength(1);
	expect(to(reviewer.user)).toEqual([]);
	await recordEvent(db, { workspaceId: workspace.id, kind: 'integration.needs_reauth' });
	await plan();
	await db.integration.update({ where: { id: connection.id }, data: { status: 'connected' } });
	await send();
	expect(to(user)).toHaveLength(1);
});

test('each member chooses, and the choice holds for what is already waiting to go', async () => {
	const { user, actor, workspace, ready } = await newTenant();
	const colleague = await makeMember(db, workspace.id, 'admin');
	const api = await callerOf(app, actor);
	expect(await api.members.notifications()).toEqual({
		preference: 'immediately',
		email: user.email,
		delivery: 'sandbox',
		mailboxUrl: 'http://127.0.0.1:4600/mailbox'
	});
	await ready(['One']);
	await plan();
	expect(await api.members.setNotifications({ preference: 'off' })).toMatchObject({ preference: 'off' });
	await send();
	await ready(['Two']);
	await planAndSend();
	expect(await notificationsOf(user.id)).toMatchObject([{ status: 'skipped' }]);
	expect(to(user)).toEqual([]);
	expect(to(colleague.user)).toHaveLength(2);
});

test('another workspace’s work is in nobody’s mail', async () => {
	const [mine, theirs] = [await newTenant(), await newTenant()];
	await theirs.ready(['A secret of theirs']);
	await mine.ready(['Mine']);
	// Somebody who is in both, and wants mail from one.
	await db.membership.create({
		data: { workspaceId: theirs.workspace.id, userId: mine.user.id, role: 'admin', mailPreference: 'off' }
	});
	await planAndSend();
	expect(to(mine.user)).toMatchObject([{ subject: 'One draft waits for you' }]);
	expect(to(mine.user)[0]?.text).not.toContain('A secret of theirs');
});

test('without a mail server nothing is planned', async () => {
	const { user, ready } = await newTenant();
	await ready(['One']);
	await planNotifications({ ...app, mail: null });
	expect(await notificationsOf(user.id)).toEqual([]);
});
