import { expect, test } from 'vitest';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import type { MailMessage } from '#server/ports/mail.ts';
import { sendNotification } from './send-notification.ts';
import { reconcileNotifications } from './plan-notifications.ts';

const { app, db, mailbox, plan, makeDue, send, planAndSend, newTenant } = await openMailFixture();

/** A tenant whose owner's address asks the mail server to misbehave, with one mail for them. */
async function tenantAt(sentinel: string) {
	const tenant = await newTenant();
	const email = tenant.user.email.replace('@', `+sandbox-${sentinel}@`);
	await db.user.update({ where: { id: tenant.user.id }, data: { email } });
	await tenant.ready(['One']);
	const row = () => db.notification.findFirstOrThrow({ where: { userId: tenant.user.id } });
	const handedOver = () => mailbox.attempts().filter(({ to }) => to.includes(email));
	return { ...tenant, row, handedOver };
}

test('a server that cannot take it now is asked again later, with the same Message-ID', async () => {
	const { row, handedOver } = await tenantAt('4xx-once');
	await planAndSend();
	const tried = await row();
	expect(tried).toMatchObject({ status: 'queued', attempt: 1, errorMessage: expect.stringContaining('451') });
	expect(tried.sendAfter.getTime()).toBeGreaterThan(Date.now() + 10_000);
	const [{ runAt } = { runAt: null }] = await db.$queryRaw<{ runAt: Date }[]>`
		select run_at as "runAt" from graphile_worker._private_jobs where key = 'notification:' || ${tried.id}`;
	expect(runAt).toEqual(tried.sendAfter);
	await send();
	expect(await row()).toMatchObject({ status: 'sent', attempt: 2, errorMessage: null });
	expect(handedOver().map(({ outcome, messageId }) => [outcome, messageId])).toEqual([
		['answered 4xx', tried.messageId],
		['taken', tried.messageId]
	]);
	expect(tried.messageId).toBe(`<notification.${tried.id}@localhost>`);
});

test('one that never can is given up after some hours, each wait longer than the last', async () => {
	const { row } = await tenantAt('4xx');
	await plan();
	const waits: number[] = [];
	while ((await row()).status === 'queued') {
		await send();
		waits.push((await row()).sendAfter.getTime() - Date.now());
	}
	expect(await row()).toMatchObject({
		status: 'failed',
		attempt: 12,
		errorMessage: expect.stringContaining('450')
	});
	expect(waits.slice(0, 5)).toEqual(waits.slice(0, 5).toSorted((one, other) => one - other));
	expect(Math.max(...waits)).toBeLessThan(75 * 60_000);
});

test('a mail that was cut off after it was handed over is sent once more, with the same Message-ID', async () => {
	const { row, handedOver } = await tenantAt('cut-after-data');
	await planAndSend();
	expect(await row()).toMatchObject({ status: 'queued', attempt: 1 });
	await send();
	await send();
	const { messageId } = await row();
	expect(await row()).toMatchObject({ status: 'failed', attempt: 2 });
	expect(handedOver().map((mail) => mail.messageId)).toEqual([messageId, messageId]);
});

test('a refusal is final', async () => {
	const { row } = await tenantAt('5xx');
	await planAndSend();
	expect(await row()).toMatchObject({
		status: 'failed',
		attempt: 1,
		errorMessage: expect.stringContaining('550')
	});
});

test('who dies while sending leaves it to somebody else, who sends it with the same Message-ID', async () => {
	const { row } = await tenantAt('none');
	await plan();
	await makeDue();
	const { id } = await row();
	const sent: MailMessage[] = [];
	const dying = {
		...app,
		mail: { send: (mail: MailMessage) => (sent.push(mail), Promise.reject(new Error('dead'))) }
	};
	await expect(sendNotification(dying, id)).rejects.toThrow('dead');
	// Nobody else takes it while the first may still be talking to the server.
	await sendNotification(app, id);
	expect(await row()).toMatchObject({ status: 'queued', attempt: 1 });
	await db.$executeRaw`select graphile_worker.remove_job('notification:' || ${id})`;
	await db.$executeRaw`update notifications set send_after = now() - interval '1 minute' where id = ${id}::uuid`;
	expect(await reconcileNotifications(app)).toBe(1);
	expect(await reconcileNotifications(app)).toBe(0);
	await sendNotification(app, id);
	expect(await row()).toMatchObject({ status: 'sent', attempt: 2 });
	const arrived = mailbox.messages().filter(({ messageId }) => messageId === sent[0]?.messageId);
	expect(arrived).toHaveLength(1);
});

test('one that wakes up too late changes nothing, and what was tried takes nothing in any more', async () => {
	const { row, user, ready } = await tenantAt('none');
	await plan();
	await makeDue();
	const { id } = await row();
	const mail = {
		send: async () => {
			await db.$executeRaw`update notifications set attempt = 2 where id = ${id}::uuid`;
		}
	};
	await sendNotification({ ...app, mail }, id);
	expect(await row()).toMatchObject({ status: 'queued', attempt: 2 });
	await ready(['Two']);
	await plan();
	const rows = await db.notification.findMany({ where: { userId: user.id }, orderBy: { id: 'asc' } });
	expect(rows.map(({ data }) => (data as { events: string[] }).events.length)).toEqual([1, 1]);
});

test('what ends every process that tries it is given up', async () => {
	const { row } = await tenantAt('none');
	await plan();
	await db.$executeRaw`update notifications set attempt = 12 where user_id = ${(await row()).userId}::uuid`;
	await send();
	expect(await row()).toMatchObject({
		status: 'failed',
		errorMessage: 'Something ended each try to send it.'
	});
});
