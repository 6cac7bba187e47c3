import { beforeEach, describe, expect, test } from 'vitest';
import { callerOf, createTestApp } from '../../../../../tests/support/app.ts';
import type { TestDatabase } from '../../../../../tests/support/database.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { cleanUp } from '../ledger/clean-up.ts';
import { openContact, sendContact } from './contact.ts';
import { reconcileContactMails, sendContactMail } from './contact-mail.ts';

const { app: bare, db, mailbox } = await openMailFixture();
const operatorEmail = 'office@northwind.example';
const app = { ...bare, config: { ...bare.config, operatorEmail } };
const later = (milliseconds: number, as = app) => ({
	...as,
	clock: { now: () => new Date(Date.now() + milliseconds) }
});

let nth = 0;
const network = '192.0.2.1';
/** What other tests have sent is not of the same minute. */
beforeEach(() => db.rateLimit.deleteMany().then(() => undefined));

function letter(overrides: object = {}) {
	const email = `priya-${nth++}@harbour.example`;
	const message = 'Can it read our price list?';
	return { name: 'Priya Shah', email, message, trap: '', ...openContact(app), ...overrides };
}

async function sendAll(): Promise<void> {
	await db.$executeRaw`update contact_mails set send_after = now() - interval '1 second' where status = 'queued'`;
	const waiting = await db.contactMail.findMany({ where: { status: 'queued' }, orderBy: { id: 'asc' } });
	for (const { id } of waiting) await sendContactMail(app, id);
}

const mailsOf = (email: string) => db.contactMail.findMany({ where: { contact: { email } } });
const arrived = (address: string) => mailbox.messages().filter(({ to }) => to.includes(address));

describe('a message of the contact page', () => {
	test('is kept once, also when it is sent twenty times at once, and mailed to the operator once', async () => {
		const written = letter();
		const sent = await Promise.all(
			Array.from({ length: 20 }, (_, n) => sendContact(later(5_000), `192.0.2.${n}`, written))
		);
		expect(sent).toEqual(Array.from({ length: 20 }, () => ({ again: null })));
		expect(await db.contactMessage.count({ where: { email: written.email } })).toBe(1);
		await sendAll();
		await sendAll();
		const [mail, ...others] = arrived(operatorEmail);
		expect(others).toEqual([]);
		expect(mail?.subject).toBe('A message from the contact page');
		expect(mail?.text).toContain(written.message);
		expect(mail?.text).toContain(`Priya Shah <${written.email}>`);
	});

	test('is answered with a receipt that holds not a word of it, once a day for each address', async () => {
		const victim = letter({ name: 'Win a prize', message: 'Visit https://spam.example now' });
		await sendContact(later(5_000), network, victim);
		await sendContact(later(5_000), network, { ...victim, ...openContact(app) });
		await sendAll();
		const [receipt, ...others] = arrived(victim.email);
		expect(others).toEqual([]);
		expect(receipt?.subject).toBe('We have received your message');
		expect(JSON.stringify(receipt)).not.toMatch(/prize|spam/i);
	});

	test.each([
		['too quickly', 500, {}, 'very quick'],
		['too late', 13 * 3_600_000, {}, 'open for a long time'],
		['with a stamp of nobody’s', 5_000, { stamp: 'made up' }, 'open for a long time'],
		['by a program that fills in everything', 5_000, { trap: 'https://spam.example' }, 'Leave this empty']
	])('sent %s is asked for again', async (_, after, more, words) => {
		const written = letter(more);
		expect((await sendContact(later(after), network, written)).again?.message).toContain(words);
		expect(await db.contactMessage.count({ where: { email: written.email } })).toBe(0);
	});

	test('sent again with other words is asked about', async () => {
		const written = letter();
		await sendContact(later(5_000), network, written);
		const other = { ...written, message: 'And something else.' };
		const { again } = await sendContact(later(5_000), network, other);
		expect(again?.message).toContain('sent before');
		await sendContact(later(10_000), network, { ...other, stamp: again?.stamp ?? '' });
		expect(await db.contactMessage.count({ where: { email: written.email } })).toBe(2);
	});

	test('is kept where nobody can be mailed, and forgotten after a year', async () => {
		const written = letter();
		await sendContact(later(5_000, { ...app, mail: null }), network, written);
		expect(await mailsOf(written.email)).toEqual([]);
		await db.$executeRaw`
			update contact_messages set created_at = now() - interval '366 days' where email = ${written.email}`;
		await cleanUp(app);
		expect(await db.contactMessage.count({ where: { email: written.email } })).toBe(0);
	});
});

test('a server that cannot take it now is asked again later with the same Message-ID; one that refuses is not', async () => {
	const busy = letter({ email: 'priya+sandbox-4xx-once@harbour.example' });
	const refused = letter({ email: 'priya+sandbox-5xx@harbour.example' });
	for (const written of [busy, refused]) await sendContact(later(5_000), network, written);
	await sendAll();
	const receiptOf = async (email: string) => (await mailsOf(email)).find(({ kind }) => kind === 'receipt');
	expect(await receiptOf(busy.email)).toMatchObject({ status: 'queued', attempt: 1 });
	await db.$executeRaw`select graphile_worker.remove_job(key) from graphile_worker.jobs where key like 'contactMail:%'`;
	await db.$executeRaw`update contact_mails set send_after = now() - interval '1 minute' where status = 'queued'`;
	expect(await reconcileContactMails(app)).toBe(1);
	await sendAll();
	expect(await receiptOf(busy.email)).toMatchObject({ status: 'sent', attempt: 2 });
	const ids = mailbox
		.attempts()
		.filter(({ to }) => to.includes(busy.email))
		.map(({ messageId }) => messageId);
	expect(new Set(ids).size).toBe(1);
	expect(await receiptOf(refused.email)).toMatchObject({ status: 'failed', attempt: 1 });
});

test('ten a minute are taken from one network, whoever of it sends', async () => {
	const slow = createTestApp({ url: app.config.databaseUrl } as TestDatabase, {
		env: { RATE_LIMITS: '0.2' },
		overrides: { clock: later(5_000).clock }
	});
	const from = async (clientAddress: string) =>
		(await callerOf(slow, null, { clientAddress })).site.sendContact(letter());
	await from('2001:db8:7:1::1');
	await from('2001:db8:7:1::2');
	await expect(from('2001:db8:7:1::3')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
	await expect(from('2001:db8:7:2::1')).resolves.toEqual({ again: null });
});
