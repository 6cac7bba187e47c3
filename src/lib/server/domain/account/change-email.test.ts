import { describe, expect, test } from 'vitest';
import { SignUp } from '#lib/schemas/account.ts';
import { callerOf } from '../../../../../tests/support/app.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { actorOf } from '../access/actor.ts';
import {
	changeEmail,
	confirmAddress,
	readAddressLink,
	readStopLink,
	stopEmailChange
} from './change-email.ts';
import { changePassword } from './edit-account.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

const { app, db, send, to } = await openMailFixture();
const password = 'four walnut chairs by the window';
const next = 'eleven quiet lamps on a shelf';
const at = { address: '127.0.0.1', deviceToken: null };
let people = 0;

async function person() {
	const email = `tom${++people}@northwind.example`;
	const { token } = await signUp(app, '127.0.0.1', SignUp.parse({ name: 'Tom', email, password }));
	const session = defined((await app.sessions.validate(token))?.session);
	const other = await signIn(app, at, { email, password });
	return { email, token, other: other.token, actor: actorOf(session) };
}

const isAlive = async (token: string) => (await app.sessions.validate(token)) !== null;

function tokenIn(email: string, path: string): string {
	const text = to({ email })
		.map((mail) => mail.text)
		.join('\n');
	return defined([...text.matchAll(new RegExp(`/${path}/([\\w-]+)`, 'g'))].at(-1)?.[1]);
}

/** Asks for another address; the tokens in the mails to the new and to the old one. */
async function wish() {
	const who = await person();
	const wanted = `new-${who.email}`;
	await changeEmail(app, who.actor, { email: wanted, password });
	await send();
	return { ...who, wanted, yes: tokenIn(wanted, 'confirm'), no: tokenIn(who.email, 'stop') };
}

describe('another e-mail address', () => {
	test('is used once it says yes, and both are told', async () => {
		const { email, wanted, yes, no, token } = await wish();
		expect(await readAddressLink(app, yes)).toEqual({ email: wanted, changes: true });
		await expect(signIn(app, at, { email: wanted, password })).rejects.toThrow();
		expect(await confirmAddress(app, yes)).toEqual({ email: wanted });
		await signIn(app, at, { email: wanted, password });
		await expect(signIn(app, at, { email, password })).rejects.toMatchObject({ code: 'wrong_credentials' });
		expect(await isAlive(token)).toBe(true);
		await send();
		for (const who of [email, wanted])
			expect(to({ email: who }).at(-1)).toMatchObject({ subject: 'Your e-mail address was changed' });
		await expect(confirmAddress(app, yes)).rejects.toMatchObject({ code: 'link_over' });
		expect(await readStopLink(app, no)).toBeNull();
	});

	test('is not used when the old one says that it was somebody else: then every session ends', async () => {
		const { email, yes, no, token, other } = await wish();
		expect(await readStopLink(app, no)).toEqual({ email });
		expect(await isAlive(token)).toBe(true);
		expect(await stopEmailChange(app, no)).toEqual({ email });
		expect([await isAlive(token), await isAlive(other)]).toEqual([false, false]);
		await expect(confirmAddress(app, yes)).rejects.toMatchObject({ code: 'link_over' });
		await signIn(app, at, { email, password });
	});

	test('that is another’s is refused, also when it becomes theirs meanwhile', async () => {
		const somebody = await person();
		const { actor } = await person();
		await expect(changeEmail(app, actor, { email: somebody.email, password })).rejects.toMatchObject({
			code: 'email_taken'
		});
		const { wanted, yes, email } = await wish();
		await signUp(app, '127.0.0.1', SignUp.parse({ email: wanted, password }));
		await expect(confirmAddress(app, yes)).rejects.toMatchObject({ code: 'email_taken' });
		await signIn(app, at, { email, password });
	});

	test('can be won by one of two who want it', async () => {
		const [one, two] = [await person(), await person()];
		const wanted = `both${people}@northwind.example`;
		for (const { actor } of [one, two]) await changeEmail(app, actor, { email: wanted, password });
		await send();
		const tokens = to({ email: wanted }).map(({ text }) => defined(/\/confirm\/([\w-]+)/.exec(text)?.[1]));
		const ends = await Promise.allSettled(tokens.map((token) => confirmAddress(app, token)));
		expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
			reason: { code: 'email_taken' }
		});
	});

	test('needs the password, ten guesses at most, and the newest wish counts', async () => {
		const { actor, wanted, yes } = await wish();
		await changeEmail(app, actor, { email: `other-${wanted}`, password });
		await expect(confirmAddress(app, yes)).rejects.toMatchObject({ code: 'link_over' });
		const guess = () => changeEmail(app, actor, { email: wanted, password: 'a guess' });
		for (let nth = 0; nth < 8; nth++)
			await expect(guess()).rejects.toMatchObject({
				code: 'wrong_credentials',
				details: { fields: { password: 'This is not your password.' } }
			});
		await expect(guess()).rejects.toMatchObject({ code: 'too_many_attempts' });
	});

	test('cannot be mailed to many', async () => {
		const { actor } = await person();
		for (let nth = 0; nth < 5; nth++)
			await changeEmail(app, actor, { email: `spam${nth}@northwind.example`, password });
		await expect(changeEmail(app, actor, { email: 'spam@a.example', password })).rejects.toMatchObject({
			code: 'too_many_attempts'
		});
	});
});

describe('a password changed by its owner', () => {
	test('ends the other sessions, keeps this one, and is told by mail', async () => {
		const { email, token, other, actor } = await person();
		const api = await callerOf(app, actor, { sessionToken: token });
		await api.account.changePassword({ current: password, next });
		expect([await isAlive(token), await isAlive(other)]).toEqual([true, false]);
		await signIn(app, at, { email, password: next });
		await send();
		expect(to({ email }).map(({ subject }) => subject)).toContain('Your password was changed');
	});

	test('needs the current one and a good new one, and says at which field', async () => {
		const { actor, other } = await person();
		const change = (current: string, wanted: string) =>
			changePassword(app, actor, '', { current, next: wanted });
		await expect(change('a guess', next)).rejects.toMatchObject({
			code: 'wrong_credentials',
			details: { fields: { current: expect.any(String) } }
		});
		await expect(change(password, 'password123')).rejects.toMatchObject({
			code: 'weak_password',
			details: { fields: { next: expect.any(String) } }
		});
		expect(await isAlive(other)).toBe(true);
	});

	test('and a name of one’s own', async () => {
		const { actor } = await person();
		const api = await callerOf(app, actor);
		expect(await api.account.edit({ name: ' Tomás ' })).toMatchObject({ user: { name: 'Tomás' } });
		await expect(api.account.edit({ name: ' ' })).rejects.toThrow('Please enter your name.');
		expect(await db.user.count({ where: { name: 'Tomás' } })).toBe(1);
	});
});
