import { expect, test } from 'vitest';
import { SignUp } from '#lib/schemas/account.ts';
import { callerOf } from '../../../../../tests/support/app.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { actorOf } from '../access/actor.ts';
import { signUp } from './sign-up.ts';

const { app, db, send, to } = await openMailFixture();
const password = 'four walnut chairs by the window';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
let people = 0;

async function person() {
	const email = `ben${++people}@northwind.example`;
	const { token } = await signUp(app, '127.0.0.1', SignUp.parse({ name: 'Ben', email, password }));
	const actor = actorOf(defined((await app.sessions.validate(token))?.session));
	const api = await callerOf(app, actor, { sessionToken: token });
	return { email, token, actor, api };
}

/** Signs in as a browser does; `device` is what an earlier sign-in has left in it. Answers both cookies. */
async function signInAt(email: string, userAgent = firefox, device: string | null = null) {
	let [token, left] = ['', device];
	const api = await callerOf(app, null, {
		userAgent,
		clientAddress: '203.0.113.77',
		setSession: (begun) => (token = begun?.token ?? ''),
		device: { token: device, remember: (name) => (left = name) }
	});
	await api.auth.signIn({ email, password });
	return { token, left };
}

const news = (email: string) => to({ email }).filter(({ subject }) => /new device/.test(subject));

test('each device is there in words, the one that asks is marked, and no address is kept', async () => {
	const { email, api, token } = await person();
	await signInAt(email);
	const { items } = await api.account.sessions();
	expect(items).toMatchObject([
		{ device: 'Firefox on Linux', network: '203.0.113.x', current: false },
		{ current: true }
	]);
	const rows = await db.session.findMany({ where: { user: { email } } });
	expect(JSON.stringify(rows)).not.toContain('203.0.113.77');
	expect(JSON.stringify(items)).not.toContain(app.sessions.idOf(token));
});

test('one is ended, or all others, and nobody else’s', async () => {
	const [{ email, api, token }, other] = [await person(), await person()];
	const [one, two] = [await signInAt(email), await signInAt(email)];
	const isAlive = async (asked: string) => (await app.sessions.validate(asked)) !== null;
	const { publicId } = await db.session.findUniqueOrThrow({ where: { id: app.sessions.idOf(one.token) } });
	await expect(other.api.account.endSession({ id: publicId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await api.account.endSession({ id: publicId });
	expect([await isAlive(one.token), await isAlive(two.token)]).toEqual([false, true]);
	expect(await api.account.endOtherSessions()).toEqual({ ended: 1 });
	expect([await isAlive(two.token), await isAlive(token), await isAlive(other.token)]).toEqual([
		false,
		true,
		true
	]);
});

test('a sign-in on a new device is told, one on a known device is not, and many are one mail a day', async () => {
	const { email } = await person();
	const { left } = await signInAt(email);
	await signInAt(email, firefox, left);
	await signInAt(email);
	await signInAt(email, 'curl/8.14.1');
	await send();
	expect(news(email).map(({ text }) => /password: ([^.]+)\./.exec(text)?.[1])).toEqual([
		'Firefox on Linux, from 203',
		'curl, from 203'
	]);
});

test('when somebody was last here is kept to ten minutes', async () => {
	const { token } = await person();
	const id = app.sessions.idOf(token);
	const seen = async () => (await db.session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime();
	const before = await seen();
	await app.sessions.validate(token);
	expect(await seen()).toBe(before);
	await db.session.update({ where: { id }, data: { lastSeenAt: new Date(Date.now() - 11 * 60_000) } });
	await app.sessions.validate(token);
	expect(Date.now() - (await seen())).toBeLessThan(60_000);
});
