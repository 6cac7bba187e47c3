import type { Page } from '@playwright/test';
import {
	awake,
	dark,
	expect,
	expectAccessible,
	expectFits,
	newPerson,
	open,
	phone,
	test
} from './fixtures.ts';

type Mail = { to: string[]; subject: string; text: string; outcome: string };

const nextPassword = 'eleven quiet lamps on a shelf';

/** The newest mail with this subject that the sandbox has for somebody. */
async function mailTo(email: string, subject: RegExp): Promise<string> {
	let text = '';
	await expect(async () => {
		const answer = await fetch(`${process.env.SANDBOX_OFFLINE_URL}/mailbox/messages.json`);
		const mails = (await answer.json()) as Mail[];
		const found = mails.findLast((mail) => mail.to.includes(email) && subject.test(mail.subject));
		expect(found, `a mail to ${email}`).toBeDefined();
		text = found?.text ?? '';
	}).toPass({ timeout: 20_000 });
	return text;
}

function linkIn(text: string, path: string): string {
	return new RegExp(`\\S+${path}\\S*`).exec(text)?.[0] ?? '';
}

async function askForLink(page: Page, email: string): Promise<void> {
	await page.goto('/sign-in');
	await page.getByRole('link', { name: 'Forgot your password?' }).click();
	await page.getByLabel('E-mail').fill(email);
	await page.getByRole('button', { name: 'Send me a link' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look at your mail');
}

test.describe('without script, from a forged host', () => {
	test.use({
		javaScriptEnabled: false,
		extraHTTPHeaders: {
			'x-forwarded-for': '10.9.8.7',
			'x-forwarded-host': 'evil.example',
			forwarded: 'host=evil.example'
		}
	});

	test('a forgotten password is chosen anew by a link in a mail, and every session ends', async ({
		page,
		signUp,
		browser,
		baseURL
	}) => {
		const { email } = await signUp();
		const elsewhere = await browser.newContext(baseURL ? { baseURL } : {});
		const stranger = await elsewhere.newPage();
		await askForLink(stranger, newPerson().email);
		const said = await stranger.getByRole('status').innerText();
		await askForLink(stranger, email);
		const same = (text: string) => text.replace(/\S+@\S+/, '');
		expect(same(await stranger.getByRole('status').innerText())).toBe(same(said));

		const link = linkIn(await mailTo(email, /Choose a new password/), '/reset/');
		expect(new URL(link).origin).toBe(baseURL);
		await stranger.goto(link);
		await expect(stranger.getByRole('main')).toContainText(email);
		await stranger.getByLabel('Password', { exact: true }).fill('password123');
		await stranger.getByRole('button', { name: 'Change it and sign in' }).click();
		await expect(stranger.getByText(/easy to guess/)).toBeVisible();
		await stranger.getByLabel('Password', { exact: true }).fill(nextPassword);
		await stranger.getByRole('button', { name: 'Change it and sign in' }).click();
		await expect(stranger).toHaveURL(/\/(dashboard|onboarding)$/);

		await page.goto('/settings');
		await expect(page).toHaveURL('/sign-in?next=%2Fsettings');
		await stranger.goto(link);
		await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link is over');
		await mailTo(email, /Your password was changed/);
		await elsewhere.close();
	});
});

for (const look of [phone, { ...dark, viewport: { width: 1440, height: 900 } }]) {
	test.describe(`at ${look.viewport.width} pixels`, () => {
		test.use(look);

		test('the pages for a forgotten password fit and are accessible', async ({ page, signUp, context }) => {
			const { email } = await signUp();
			await context.clearCookies();
			await page.goto('/forgot');
			await awake(page);
			await expectAccessible(page);
			await page.getByRole('button', { name: 'Send me a link' }).click();
			await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/Please enter an e-mail address/);
			await page.getByLabel('E-mail').fill(email);
			await page.getByRole('button', { name: 'Send me a link' }).click();
			await expect(page.getByRole('link', { name: /sandbox’s mailbox/ })).toBeVisible();
			await expectFits(page);
			await page.goto(linkIn(await mailTo(email, /Choose a new password/), '/reset/'));
			await expectAccessible(page);
			await expectFits(page);
		});
	});
}

test.describe('on the page of one’s account', () => {
	test.use(phone);

	test('name, password and e-mail address are changed, and both addresses are told', async ({
		page,
		signUp,
		context
	}) => {
		const person = await signUp();
		const wanted = newPerson().email;
		await open(page, '/settings');
		await page.getByRole('link', { name: 'Name, e-mail and password' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
		await page.getByLabel('Your name').fill('Dana Reyes-Koch');
		await page.getByRole('button', { name: 'Save the name' }).click();
		await expect(page.getByText('Saved', { exact: true })).toBeVisible();

		await page.getByLabel('Current password', { exact: true }).fill(person.password);
		await page.getByLabel('New password', { exact: true }).fill(nextPassword);
		await page.getByRole('button', { name: 'Change the password' }).click();
		await expect(page.getByText('Password changed', { exact: true })).toBeVisible();

		await page.getByRole('button', { name: 'Use another address' }).click();
		await page.getByLabel('New e-mail address').fill(wanted);
		await page.getByLabel('Your password', { exact: true }).fill(nextPassword);
		await expectAccessible(page);
		await page.getByRole('button', { name: 'Ask the new address' }).click();
		await expect(page.getByText(`${wanted} has a mail with a link`)).toBeVisible();
		await expectFits(page);

		await page.goto(linkIn(await mailTo(person.email, /about to change/), '/stop/'));
		await expectAccessible(page);
		await page.goto(linkIn(await mailTo(wanted, /your new address/), '/confirm/'));
		await expectAccessible(page);
		await page.getByRole('button', { name: 'Use this address' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
		for (const who of [person.email, wanted]) await mailTo(who, /was changed/);

		await context.clearCookies();
		await page.goto('/sign-in');
		await page.getByLabel('E-mail').fill(wanted);
		await page.getByLabel('Password', { exact: true }).fill(nextPassword);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page).toHaveURL(/\/(dashboard|onboarding)$/);
	});
});

test('an address is confirmed by a button behind the mailed link, and the question goes away', async ({
	page,
	signUp
}) => {
	const { email } = await signUp();
	await open(page, '/settings/account');
	const strip = page.getByRole('complementary', { name: 'Your e-mail address' });
	await expect(strip).toContainText(email);
	await strip.getByRole('button', { name: 'Send it again' }).click();
	await expect(page.getByText('Sent once more')).toBeVisible();
	await expectAccessible(page);
	await page.goto(linkIn(await mailTo(email, /your e-mail address/), '/confirm/'));
	await page.getByRole('button', { name: 'Yes, this is mine' }).click();
	await page.getByRole('link', { name: 'Open AgentForce' }).click();
	await expect(page).toHaveURL(/\/(dashboard|onboarding)$/);
	await page.goto('/settings/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
	await expect(strip).toHaveCount(0);
});

test('devices are listed, a new one is told by mail, and one or all others are signed out', async ({
	page,
	signUp,
	browser,
	baseURL
}) => {
	const person = await signUp();
	const signInElsewhere = async (userAgent: string) => {
		const context = await browser.newContext({ userAgent, ...(baseURL && { baseURL }) });
		const data = { email: person.email, password: person.password };
		const headers = { origin: baseURL ?? '', 'x-forwarded-for': '203.0.113.77' };
		expect((await context.request.post('/api/auth/signin', { data, headers })).status()).toBe(200);
		return context;
	};
	const phone = await signInElsewhere('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1');
	const laptop = await signInElsewhere(
		'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
	);
	expect(await mailTo(person.email, /new device/)).toContain('203.0.113.x');
	await open(page, '/settings/account#devices');
	const devices = page.getByRole('region', { name: 'Devices' });
	await expect(devices.getByRole('listitem')).toHaveCount(3);
	await expect(devices.getByRole('listitem').first()).toContainText('This device');
	await expectAccessible(page);
	await devices.getByRole('button', { name: 'Sign out Safari on iPhone, from 203.0.113.x' }).click();
	await expect(devices.getByRole('listitem')).toHaveCount(2);
	expect((await phone.request.get('/api/session')).status()).toBe(401);
	expect((await laptop.request.get('/api/session')).status()).toBe(200);
	await devices.getByRole('button', { name: 'Sign out everywhere else' }).click();
	await expect(devices.getByRole('listitem')).toHaveCount(1);
	expect((await laptop.request.get('/api/session')).status()).toBe(401);
	await Promise.all([phone.close(), laptop.close()]);
});
