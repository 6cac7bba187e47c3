import { expect, test } from 'vitest';
import { SignUp } from '#lib/schemas/account.ts';
import { callerOf } from '../../../../../tests/support/app.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { actorOf } from '../access/actor.ts';
import { forgotPassword, sendResetLink } from './forgot-password.ts';
import { confirmAddress, readAddressLink } from './change-email.ts';
import { makeResetLink, resetPassword } from './reset-password.ts';
import { signUp } from './sign-up.ts';

const { app, db, send, plan, to, newTenant } = await openMailFixture();
const password = 'four walnut chairs by the window';
const mail = defined(app.config.mail);
/** Where mail leaves the machine. */
const real = { ...app, config: { ...app.config, mail: { ...mail, mailbox: null } } };
let people = 0;

async function person() {
	const email = `ruth${++people}@northwind.example`;
	const { token } = await signUp(app, '127.0.0.1', SignUp.parse({ name: 'Ruth', email, password }));
	const session = defined((await app.sessions.validate(token))?.session);
	return { email, token, session, actor: actorOf(session) };
}

function asked(email: string): string[] {
	const mails = to({ email }).filter(({ subject }) => subject === 'Is this your e-mail address?');
	return mails.map(({ text }) => defined(/\/confirm\/([\w-]+)/.exec(text)?.[1]));
}

const isVerified = async (token: string) => (await app.sessions.validate(token))?.session.user.verified;

test('whoever signs up is asked by mail, and looking at the link does not answer for them', async () => {
	const { email, token } = await person();
	await send();
	const link = defined(asked(email)[0]);
	expect(await readAddressLink(app, link)).toEqual({ email, changes: false });
	expect(await isVerified(token)).toBe(false);
	expect(await confirmAddress(app, link)).toEqual({ email });
	expect(await isVerified(token)).toBe(true);
	await send();
	expect(to({ email })).toHaveLength(1);
});

test('is asked once more, but not for ever, and not once it is known', async () => {
	const { email, actor } = await person();
	const api = await callerOf(app, actor);
	for (let nth = 0; nth < 5; nth++) await api.account.askAddress();
	await expect(api.account.askAddress()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
	await send();
	expect(asked(email)).toHaveLength(6);
	await confirmAddress(app, defined(asked(email)[2]));
	await api.account.askAddress();
	await send();
	expect(asked(email)).toHaveLength(6);
});

test('a mailed link to a new password shows it too, one that an operator hands over does not', async () => {
	const [one, two] = [await person(), await person()];
	const next = 'eleven quiet lamps on a shelf';
	await forgotPassword(app, '127.0.0.1', one.email);
	await sendResetLink(app, one.email);
	await send();
	const mailed = defined(/\/reset\/([\w-]+)/.exec(defined(to(one).at(-1)).text)?.[1]);
	const handed = defined((await makeResetLink(app, two.email)).split('/').at(-1));
	for (const [token, verified] of [
		[mailed, true],
		[handed, false]
	] as const) {
		const begun = await resetPassword(app, { token, password: next });
		expect(await isVerified(begun.token.token)).toBe(verified);
	}
});

test('nobody hears of work at an address that may be a stranger’s, but of their account they do', async () => {
	const { user, ready } = await newTenant();
	await ready(['Our quote']);
	await plan();
	await send(real);
	expect(to(user)).toEqual([]);
	await db.user.update({ where: { id: user.id }, data: { verifiedAt: new Date() } });
	await ready(['Our second quote']);
	await plan();
	await send(real);
	expect(to(user).map(({ subject }) => subject)).toEqual([expect.stringMatching(/for you/)]);
	await sendResetLink(app, user.email);
	await send(real);
	expect(to(user)).toHaveLength(2);
});

test('a sandbox’s mail leaves for no address, so it shows everything', async () => {
	const { user, ready } = await newTenant();
	await ready(['Our quote']);
	await plan();
	await send();
	expect(to(user)).toHaveLength(1);
});

test('where no mail can be sent nobody is asked, and everything works', async () => {
	const mailless = { ...app, config: { ...app.config, mail: null } };
	const email = 'alone@northwind.example';
	const { token } = await signUp(mailless, '127.0.0.1', SignUp.parse({ email, password }));
	expect(await isVerified(token)).toBe(false);
	expect(await db.accountLink.count({ where: { email } })).toBe(0);
});
