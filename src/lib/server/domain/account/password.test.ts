import { beforeEach, describe, expect, test } from 'vitest';
import { SignUp } from '#lib/schemas/account.ts';
import { callerOf } from '../../../../../tests/support/app.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { forgotPassword, sendResetLink } from './forgot-password.ts';
import { makeResetLink, readResetLink, resetPassword } from './reset-password.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

const { app, db, send, to } = await openMailFixture();
const first = 'four walnut chairs by the window';
const next = 'eleven quiet lamps on a shelf';
let people = 0;

async function person() {
	const email = `rosa${++people}@northwind.example`;
	const { token } = await signUp(app, '127.0.0.1', SignUp.parse({ name: 'Rosa', email, password: first }));
	return { email, token };
}

/** As after asking on the page, and the worker's work: the token in the mail. */
async function mailedToken(email: string): Promise<string> {
	await sendResetLink(app, email);
	await send();
	const mail = defined(to({ email }).at(-1));
	expect(mail.subject).toBe('Choose a new password');
	return defined(/\/reset\/([\w-]+)/.exec(mail.text)?.[1]);
}

const at = { address: '127.0.0.1', deviceToken: null };
const jobs = () => db.$queryRaw<{ payload: { email?: string } }[]>`
	select payload from graphile_worker._private_jobs j
	join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'send-reset-link'`;

describe('asking for a link', () => {
	beforeEach(() => db.$executeRaw`delete from graphile_worker._private_jobs`);

	test('does the same work and says the same, whether anybody has the address or not', async () => {
		const { email } = await person();
		const looked: string[] = [];
		const watched = db.$extends({
			query: {
				$allOperations: ({ model, operation, args, query }) => {
					looked.push(`${model} ${operation}`);
					return query(args);
				}
			}
		}) as unknown as typeof db;
		const asked = async (who: string) => {
			looked.length = 0;
			const answer = await forgotPassword({ ...app, db: watched }, '127.0.0.1', who);
			return { answer, looked: [...looked] };
		};
		expect(await asked(email)).toEqual(await asked('nobody@northwind.example'));
		expect((await jobs()).map(({ payload }) => payload.email).toSorted()).toEqual([
			'nobody@northwind.example',
			email
		]);
	});

	test('of an address that nobody has sends nothing', async () => {
		await sendResetLink(app, 'nobody@northwind.example');
		await send();
		expect(to({ email: 'nobody@northwind.example' })).toEqual([]);
	});

	test('is limited for each address, known or not, and for each network', async () => {
		const { email } = await person();
		for (const who of [email, 'nobody2@northwind.example']) {
			for (let nth = 0; nth < 5; nth++) await forgotPassword(app, `192.0.2.${nth}`, who);
			await expect(forgotPassword(app, '192.0.2.9', who)).rejects.toMatchObject({
				code: 'too_many_attempts'
			});
		}
		const many = Array.from({ length: 21 }, (_, nth) =>
			forgotPassword(app, '198.51.100.1', `n${nth}@a.example`)
		);
		const refused = (await Promise.allSettled(many)).filter(({ status }) => status === 'rejected');
		expect(refused).toHaveLength(1);
	});

	test('where no mail is sent says whom to ask, and the operator makes the link', async () => {
		const { email } = await person();
		const mailless = {
			...app,
			config: { ...app.config, mail: null, operatorEmail: 'ops@northwind.example' }
		};
		const refusal = forgotPassword(mailless, '127.0.0.1', email);
		await expect(refusal).rejects.toMatchObject({ code: 'not_configured' });
		const api = await callerOf(mailless, null);
		expect(await api.auth.mailing()).toMatchObject({
			byMail: false,
			operatorEmail: 'ops@northwind.example'
		});
		const link = new URL(await makeResetLink(app, email.toUpperCase()));
		expect(await readResetLink(app, defined(link.pathname.split('/').at(-1)))).toEqual({ email });
	});
});

describe('the link', () => {
	test('is made from ORIGIN, and only its hash is kept', async () => {
		const { email } = await person();
		const token = await mailedToken(email);
		expect(defined(to({ email }).at(-1)).text).toContain(`${app.config.origin}/reset/${token}`);
		const rows = await db.accountLink.findMany({ where: { user: { email } } });
		const mails = await db.notification.findMany({ where: { membership: { user: { email } } } });
		expect(JSON.stringify([rows, mails])).not.toContain(token);
	});

	test('is not used up by being looked at, nor by a password that is refused', async () => {
		const { email } = await person();
		const token = await mailedToken(email);
		for (let nth = 0; nth < 3; nth++) expect(await readResetLink(app, token)).toEqual({ email });
		const weak = resetPassword(app, { token, password: 'password123' });
		await expect(weak).rejects.toMatchObject({ code: 'weak_password' });
		await expect(resetPassword(app, { token, password: next })).resolves.toMatchObject({ email });
	});

	test('works once, of twenty who use it together', async () => {
		const { email } = await person();
		const token = await mailedToken(email);
		const uses = Array.from({ length: 20 }, (_, nth) =>
			resetPassword(app, { token, password: `${next} ${nth}` })
		);
		const ends = await Promise.allSettled(uses);
		expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'link_over' } });
		expect(await db.session.count({ where: { user: { email } } })).toBe(1);
	});

	test('runs out after half an hour', async () => {
		const { email } = await person();
		const token = await mailedToken(email);
		const open = await db.accountLink.findFirstOrThrow({ where: { kind: 'reset', user: { email } } });
		expect(open.expiresAt.getTime() - open.createdAt.getTime()).toBeCloseTo(30 * 60_000, -4);
		await db.accountLink.update({
			where: { id: open.id },
			data: { expiresAt: new Date(Date.now() - 1_000) }
		});
		expect(await readResetLink(app, token)).toBeNull();
		const late = resetPassword(app, { token, password: next });
		await expect(late).rejects.toMatchObject({ code: 'link_over' });
	});

	test('that is guessed opens nothing', async () => {
		await expect(resetPassword(app, { token: 'a'.repeat(43), password: next })).rejects.toMatchObject({
			code: 'link_over'
		});
	});
});

describe('a new password', () => {
	test('ends every session and every other link, begins one, and is told by mail', async () => {
		const { email, token: old } = await person();
		const { token: other } = await signIn(app, at, { email, password: first });
		const earlier = await mailedToken(email);
		const { token } = await resetPassword(app, { token: await mailedToken(email), password: next });
		for (const ended of [old, other]) expect(await app.sessions.validate(ended)).toBeNull();
		expect((await app.sessions.validate(token.token))?.session.user.email).toBe(email);
		expect(await readResetLink(app, earlier)).toBeNull();
		await expect(signIn(app, at, { email, password: first })).rejects.toMatchObject({
			code: 'wrong_credentials'
		});
		await expect(signIn(app, at, { email, password: next })).resolves.toHaveProperty('token');
		await send();
		expect(to({ email }).at(-1)).toMatchObject({ subject: 'Your password was changed' });
	});

	test('also ends a session that was begun with the old one at the same moment', async () => {
		const { email } = await person();
		const token = await mailedToken(email);
		const slow = {
			...app.passwords,
			verify: async (...given: Parameters<typeof app.passwords.verify>) => {
				const matches = await app.passwords.verify(...given);
				await resetPassword(app, { token, password: next });
				return matches;
			}
		};
		const late = signIn({ ...app, passwords: slow }, at, { email, password: first });
		await expect(late).rejects.toMatchObject({ code: 'wrong_credentials' });
		expect(await db.session.count({ where: { user: { email } } })).toBe(1);
	});

	test('can be asked for by the API, which answers 202', async () => {
		const { email } = await person();
		const answer = { headers: new Headers(), status: 200 };
		const api = await callerOf(app, null, { answer });
		expect(await api.auth.forgot({ email })).toEqual({ accepted: true });
		expect(answer.status).toBe(202);
	});
});
