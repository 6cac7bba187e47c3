import { describe, expect, test } from 'vitest';
import { SignUp } from '#lib/schemas/account.ts';
import { createTestApp } from '../../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../../tests/support/database.ts';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { maySignUp } from './may-sign-up.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

const { app, db } = await openWorkerFixture();
/** Where nobody has an account yet. */
const empty = createTestApp(await cloneDatabase());
const password = 'four walnut chairs by the window';
let people = 0;

/** Somebody there, on a device that nobody knows. */
const at = (address: string, deviceToken: string | null = null) => ({ address, deviceToken });

function person(more: Partial<SignUp> = {}) {
	return SignUp.parse({ name: 'Dana Reyes', email: `dana${++people}@northwind.example`, password, ...more });
}

describe('signing up', () => {
	test('makes a workspace in the browser’s time zone, owned and signed in to', async () => {
		const { token } = await signUp(app, '192.0.2.1', person({ timeZone: 'Europe/Berlin' }));
		const known = await app.sessions.validate(token);
		expect(known?.session).toMatchObject({
			role: 'owner',
			plan: 'free',
			user: { name: 'Dana Reyes' },
			workspace: { timeZone: 'Europe/Berlin', onboarded: false }
		});
	});

	test('stores neither the password nor the session’s token', async () => {
		const input = person();
		const { token } = await signUp(app, '192.0.2.1', input);
		const user = await db.user.findUniqueOrThrow({
			where: { email: input.email },
			include: { sessions: true }
		});
		expect(user.passwordHash).toMatch(/^\$argon2id\$/);
		expect(JSON.stringify(user)).not.toContain(password);
		expect(JSON.stringify(user)).not.toContain(token);
	});

	test('refuses a second account for one address, also when both come at once and in other letters', async () => {
		const input = person();
		const tries = await Promise.allSettled([
			signUp(app, '192.0.2.1', input),
			signUp(app, '192.0.2.1', SignUp.parse({ ...input, email: input.email.toUpperCase() }))
		]);
		const refused = tries.find(({ status }) => status === 'rejected');
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(refused).toMatchObject({ reason: { code: 'email_taken', details: { fields: {} } } });
	});

	test.each(['password123', 'Password2026!', 'aaaaaaaaaaaa', 'abcabcabcabc', 'qwertyuiop', '1234567890'])(
		'refuses the easy password %s',
		async (easy) => {
			await expect(signUp(app, '192.0.2.1', person({ password: easy }))).rejects.toMatchObject({
				code: 'weak_password'
			});
		}
	);

	test('an unknown time zone is UTC', async () => {
		const { token } = await signUp(app, '192.0.2.1', person({ timeZone: 'Mars/Olympus' }));
		const known = await app.sessions.validate(token);
		expect(known?.session.workspace.timeZone).toBe('UTC');
	});
});

describe('who may sign up', () => {
	const invited = { ...app, config: { ...app.config, signUp: 'invited' as const } };

	test('by invitation only the first account can be made, also by several at once', async () => {
		await expect(signUp(invited, '192.0.2.50', person())).rejects.toMatchObject({ code: 'sign_up_closed' });
		expect(await maySignUp(invited)).toBe(false);
		const fresh = { ...empty, config: invited.config };
		expect(await maySignUp(fresh)).toBe(true);
		const tries = await Promise.allSettled(
			Array.from({ length: 5 }, (_, nth) => signUp(fresh, `192.0.2.${nth}`, person()))
		);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});

	test('ten from one network in a quarter of an hour', async () => {
		for (let nth = 0; nth < 10; nth++) await signUp(app, '192.0.2.60', person());
		await expect(signUp(app, '192.0.2.60', person())).rejects.toMatchObject({ code: 'too_many_attempts' });
		await signUp(app, '127.0.0.1', person());
	});
});

describe('signing in', () => {
	test('answers an unknown address and a wrong password alike', async () => {
		const input = person();
		await signUp(app, '192.0.2.2', input);
		const known = signIn(app, at('192.0.2.2'), { email: input.email, password: 'wrong' });
		const unknown = signIn(app, at('192.0.2.2'), { email: 'nobody@northwind.example', password: 'wrong' });
		const [one, two] = await Promise.allSettled([known, unknown]);
		expect(one).toMatchObject({ status: 'rejected', reason: { code: 'wrong_credentials' } });
		expect(two).toMatchObject({ status: 'rejected' });
		expect(String(two.status === 'rejected' && two.reason)).toBe(
			String(one.status === 'rejected' && one.reason)
		);
	});

	test('checks a password also when there is no such account, so that time tells nothing', async () => {
		const checked: (string | null)[] = [];
		const passwords = {
			...app.passwords,
			verify: (hash: string | null, given: string) => {
				checked.push(hash);
				return app.passwords.verify(hash, given);
			}
		};
		const unknown = { email: 'nobody@northwind.example', password };
		await expect(signIn({ ...app, passwords }, at('192.0.2.3'), unknown)).rejects.toThrow();
		expect(checked).toEqual([null]);
	});

	test('ten wrong passwords lock out the network that they came from, not the account’s owner', async () => {
		const input = person();
		await signUp(app, '192.0.2.4', input);
		const wrong = { email: input.email, password: 'wrong' };
		for (let attempt = 0; attempt < 10; attempt++)
			await expect(signIn(app, at('192.0.2.40'), wrong)).rejects.toMatchObject({ code: 'wrong_credentials' });
		await expect(signIn(app, at('192.0.2.40'), input)).rejects.toMatchObject({
			code: 'too_many_attempts',
			details: { retryAfterSeconds: expect.any(Number) }
		});
		await expect(signIn(app, at('192.0.2.4'), input)).resolves.toHaveProperty('token');
	});

	test('a hundred wrong ones from anywhere lock new devices out, and a known one gets in', async () => {
		const input = person();
		await signUp(app, '192.0.2.4', input);
		const wrong = { email: input.email, password: 'wrong' };
		await Promise.allSettled(
			Array.from({ length: 100 }, (_, nth) => signIn(app, at(`198.51.100.${nth}`), wrong))
		);
		await expect(signIn(app, at('192.0.2.4'), input)).rejects.toMatchObject({ code: 'too_many_attempts' });
		const known = at('192.0.2.4', app.devices.issue(input.email));
		await expect(signIn(app, known, input)).resolves.toHaveProperty('token');
		const anothers = at('192.0.2.4', app.devices.issue('somebody@northwind.example'));
		await expect(signIn(app, anothers, input)).rejects.toMatchObject({ code: 'too_many_attempts' });
		const forged = at('192.0.2.4', `${app.devices.issue(input.email).split('.')[0]}.forged`);
		await expect(signIn(app, forged, input)).rejects.toMatchObject({ code: 'too_many_attempts' });
	});

	test('a known device has ten tries of its own', async () => {
		const input = person();
		await signUp(app, '192.0.2.4', input);
		const known = at('192.0.2.4', app.devices.issue(input.email));
		for (let attempt = 0; attempt < 10; attempt++)
			await expect(signIn(app, known, { ...input, password: 'wrong' })).rejects.toMatchObject({
				code: 'wrong_credentials'
			});
		await expect(signIn(app, known, input)).rejects.toMatchObject({ code: 'too_many_attempts' });
	});

	test('blocks an address that tries many accounts', async () => {
		const tries = Array.from({ length: 60 }, (_, nth) =>
			signIn(app, at('192.0.2.5'), { email: `nobody${nth}@northwind.example`, password: 'wrong' })
		);
		await Promise.allSettled(tries);
		const input = person();
		await signUp(app, '192.0.2.6', input);
		await expect(signIn(app, at('192.0.2.5'), input)).rejects.toMatchObject({ code: 'too_many_attempts' });
		await expect(signIn(app, at('192.0.2.6'), input)).resolves.toHaveProperty('token');
	});

	test('counts every address of one IPv6 network as one, and IPv4 ones that came as IPv6 apart', async () => {
		const nobody = (at: number) => ({ email: `v6-${at}@northwind.example`, password: 'wrong' });
		const tries = (address: (at: number) => string) =>
			Promise.allSettled(Array.from({ length: 60 }, (_, nth) => signIn(app, at(address(nth)), nobody(nth))));
		await tries((at) => `2001:db8:7:1::${(at + 1).toString(16)}`);
		await tries((at) => `::ffff:198.51.100.${at + 1}`);
		const input = person();
		await signUp(app, '192.0.2.20', input);
		await expect(signIn(app, at('2001:db8:7:1:ffff::1'), input)).rejects.toMatchObject({
			code: 'too_many_attempts'
		});
		await expect(signIn(app, at('2001:db8:7:2::1'), input)).resolves.toHaveProperty('token');
		await expect(signIn(app, at('::ffff:198.51.100.99'), input)).resolves.toHaveProperty('token');
	});

	test('no more than ten of fifty attempts at once are looked at', async () => {
		const input = person();
		await signUp(app, '192.0.2.30', input);
		const wrong = { email: input.email, password: 'wrong' };
		const tries = await Promise.allSettled(
			Array.from({ length: 50 }, () => signIn(app, at('203.0.113.1'), wrong))
		);
		const codes = tries.map((end) =>
			end.status === 'rejected' ? (end.reason as { code: string }).code : 'in'
		);
		expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(10);
		expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(40);
	});

	test('any number of right ones go through', async () => {
		const input = person();
		await signUp(app, '192.0.2.7', input);
		for (let attempt = 0; attempt < 15; attempt++) await signIn(app, at('192.0.2.7'), input);
	});

	test('fails closed when attempts cannot be counted', async () => {
		const input = person();
		await signUp(app, '192.0.2.8', input);
		const signInLimiter = { ...app.signInLimiter, take: () => Promise.reject(new Error('no database')) };
		await expect(signIn({ ...app, signInLimiter }, at('192.0.2.8'), input)).rejects.toThrow('no database');
	});
});

test('a session ends when it is signed out of', async () => {
	const { token } = await signUp(app, '192.0.2.9', person());
	await app.sessions.invalidate(token);
	expect(await app.sessions.validate(token)).toBeNull();
});
