import type { Page } from '@playwright/test';
import { awake, dark, expect, expectAccessible, expectFits, newPerson, phone, test } from './fixtures.ts';
import type { Person } from './fixtures.ts';

async function fillSignUp(page: Page, person: Person): Promise<void> {
	await page.getByLabel('Your name').fill(person.name);
	await page.getByLabel('E-mail').fill(person.email);
	await page.getByLabel('Password', { exact: true }).fill(person.password);
}

async function signIn(page: Page, person: Pick<Person, 'email' | 'password'>): Promise<void> {
	await page.getByLabel('E-mail').fill(person.email);
	await page.getByLabel('Password', { exact: true }).fill(person.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
}

test('somebody new signs up, and is led to the first steps in their own time zone', async ({ page }) => {
	const person = newPerson();
	await page.goto('/');
	await page.getByRole('link', { name: 'Start free' }).click();
	await awake(page);
	await expectAccessible(page);
	await fillSignUp(page, person);
	await page.getByRole('button', { name: 'Sign up' }).click();
	await expect(page).toHaveURL('/onboarding');
	await expect(page.getByText('Europe / Berlin')).toBeVisible();
	const cookies = await page.context().cookies();
	expect(cookies.find(({ name }) => name === 'session')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
});

test('whoever is signed in is not asked again, and signs out for good', async ({ page, signUp, context }) => {
	await signUp();
	await page.goto('/sign-up');
	await expect(page).toHaveURL('/onboarding');
	await page.goto('/sign-in?next=/settings');
	await expect(page).toHaveURL('/settings');
	await page.goto('/');
	await expect(page.getByRole('link', { name: 'Open AgentForce' }).first()).toBeVisible();
	await expect(page.getByRole('link', { name: 'Sign in' })).toHaveCount(0);
	await page.goto('/settings');
	const before = await context.cookies();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(page).toHaveURL('/');
	await context.addCookies(before);
	await page.goto('/settings');
	await expect(page).toHaveURL('/sign-in?next=%2Fsettings');
});

test('signing in leads on to where one was going', async ({ page, signUp, context }) => {
	const person = await signUp();
	await context.clearCookies();
	await page.goto('/tasks?status=failed');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome back');
	await expectAccessible(page);
	await signIn(page, person);
	await expect(page).toHaveURL('/tasks?status=failed');
});

test.describe('to other sites', () => {
	for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
		test(`signing in does not lead to ${next}`, async ({ page, signUp, context, baseURL }) => {
			const person = await signUp();
			await context.clearCookies();
			await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
			await signIn(page, person);
			await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Welcome back');
			expect(new URL(page.url()).origin).toBe(baseURL);
		});
	}
});

test('a wrong password and an unknown address get the same answer', async ({ page, signUp, context }) => {
	const person = await signUp();
	await context.clearCookies();
	for (const email of [person.email, newPerson().email]) {
		await page.goto('/sign-in');
		await awake(page);
		await signIn(page, { email, password: 'not the password' });
		await expect(page.getByRole('alert')).toHaveText('This e-mail address and password do not match.');
		await expect(page.getByLabel('E-mail')).toHaveValue(email);
	}
	await signIn(page, person);
	await expect(page).toHaveURL('/onboarding');
});

test('after many wrong passwords an account is closed for a while, and the page says how long', async ({
	page,
	signUp,
	context
}) => {
	const person = await signUp();
	await context.clearCookies();
	await page.goto('/sign-in');
	await awake(page);
	for (let attempt = 1; attempt <= 10; attempt += 1) {
		const answered = page.waitForResponse((response) => response.request().method() === 'POST');
		await signIn(page, { ...person, password: `guess number ${attempt}` });
		await answered;
		await expect(page.getByRole('button', { name: 'Sign in' })).not.toHaveAttribute('aria-busy', 'true');
	}
	await signIn(page, person);
	await expect(page.getByRole('alert')).toHaveText(/^Too many attempts\. Please try again in \d+ minutes\.$/);
	await expectAccessible(page);
});

test('a stranger who guesses elsewhere does not lock the owner out of a device that they use', async ({
	page,
	context,
	request,
	baseURL
}) => {
	const person = newPerson();
	await page.goto('/sign-up');
	await awake(page);
	await fillSignUp(page, person);
	await page.getByRole('button', { name: 'Sign up' }).click();
	await expect(page).toHaveURL('/onboarding');
	await context.clearCookies({ name: 'session' });

	const guess = (attempt: number) =>
		request.post('/api/auth/signin', {
			data: { email: person.email, password: `guess number ${attempt}` },
			headers: { origin: baseURL ?? '', 'x-forwarded-for': '198.51.100.7' }
		});
	for (let attempt = 1; attempt <= 10; attempt += 1) expect((await guess(attempt)).status()).toBe(401);
	expect((await guess(11)).status()).toBe(429);

	await page.goto('/sign-in');
	await awake(page);
	await signIn(page, person);
	await expect(page).toHaveURL('/onboarding');
});

test('what is wrong is said where it is wrong', async ({ page, signUp, context }) => {
	const { email } = await signUp();
	await context.clearCookies();
	await page.goto('/sign-up');
	await awake(page);
	const password = page.getByLabel('Password', { exact: true });

	await fillSignUp(page, newPerson({ email: 'dana', password: 'walnut' }));
	await page.getByRole('button', { name: 'Sign up' }).click();
	await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/Please enter an e-mail address/);
	await expect(password).toHaveAccessibleDescription('Please use at least 10 characters.');
	await expect(page.getByLabel('E-mail')).toBeFocused();
	await expectAccessible(page);

	await fillSignUp(page, newPerson({ password: 'password123' }));
	await page.getByRole('button', { name: 'Sign up' }).click();
	await expect(password).toHaveAccessibleDescription(/easy to guess/);
	await expect(password).toBeFocused();

	await fillSignUp(page, newPerson({ email }));
	await page.getByRole('button', { name: 'Sign up' }).click();
	await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription(/already an account/);
});

test('a password can be looked at, and is judged while it is typed', async ({ page }) => {
	await page.goto('/sign-up');
	await awake(page);
	const password = page.getByLabel('Password', { exact: true });
	await expect(password).toHaveAccessibleDescription(/At least 10 characters/);
	const show = page.getByRole('button', { name: 'Show what I type' });
	await password.fill('walnut');
	await expect(password).toHaveAccessibleDescription('4 more characters.');
	await show.click();
	await expect(password).toHaveAttribute('type', 'text');
	await expect(show).toHaveAttribute('aria-pressed', 'true');
	await password.fill('four walnut chairs');
	await expect(page.getByRole('status')).toHaveText(/^Good/);
});

test.describe('without script', () => {
	test.use({ javaScriptEnabled: false, expectedProblems: [/409/] });

	test('signing up and in works all the same', async ({ page, context }) => {
		const person = newPerson();
		await page.goto('/sign-up');
		await fillSignUp(page, person);
		await page.getByRole('button', { name: 'Sign up' }).click();
		await expect(page).toHaveURL('/onboarding');
		await context.clearCookies();
		await page.goto('/sign-up');
		await fillSignUp(page, person);
		await page.getByRole('button', { name: 'Sign up' }).click();
		await expect(page.getByText('already an account')).toBeVisible();
		await expect(page.getByLabel('E-mail')).toHaveValue(person.email);
		await page.goto('/sign-in?next=/agents');
		await signIn(page, person);
		await expect(page).toHaveURL('/agents');
	});
});

test.describe('in the dark', () => {
	test.use(dark);

	test('the home page ships no script, has its parts, and only links that lead somewhere', async ({
		page,
		request
	}) => {
		const scripts: string[] = [];
		page.on('request', (sent) => sent.resourceType() === 'script' && scripts.push(sent.url()));
		await page.goto('/');
		await expectAccessible(page);
		expect(scripts).toEqual([]);
		for (const person of ['Nora', 'Sam', 'Mia', 'Omar', 'Ben', 'Ruth']) {
			await expect(page.getByRole('heading', { name: person, exact: true })).toBeVisible();
		}
		await page.getByText('Can I run it on my own machine?').click();
		await expect(page.getByText('npm start')).toBeVisible();
		const links = await page
			.getByRole('link')
			.evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
		for (const href of new Set(links.map((link) => link.split('#')[0] || '/'))) {
			expect((await request.get(href)).status(), href).toBe(200);
		}
		for (const anchor of new Set(
			links.filter((link) => link.includes('#')).map((link) => link.split('#')[1])
		)) {
			await expect(page.locator(`[id="${anchor}"]`)).toHaveCount(1);
		}
	});
});

test.describe('on a phone', () => {
	test.use(phone);

	for (const path of ['/', '/sign-up', '/sign-in']) {
		test(`${path} fits and is accessible`, async ({ page }) => {
			await page.goto(path);
			await expectAccessible(page);
			await expectFits(page);
		});
	}
});

test.describe('lost', () => {
	test.use({ expectedProblems: [/404/] });

	test('an address that does not exist shows the way back, outside and inside', async ({ page, signUp }) => {
		await page.goto('/nothing/here');
		await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
		await expectAccessible(page);
		await page.getByRole('link', { name: 'To the start' }).click();
		await expect(page).toHaveURL('/');
		await signUp();
		await page.goto('/nothing/here');
		await expect(page.getByRole('link', { name: 'To your day' })).toBeVisible();
		await page.goto('/tasks/01890000-0000-7000-8000-000000000000');
		await expect(page.getByText('There is no such task.')).toBeVisible();
		await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
		await expectAccessible(page);
	});
});
