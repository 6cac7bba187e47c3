import type { Locator, Page } from '@playwright/test';
import { awake, dark, expect, expectAccessible, expectFits, newPerson, phone, test } from './fixtures.ts';
import { allow, newAccount } from './google.ts';
import { approve, heading, review } from './inbox.ts';

async function tellBusiness(page: Page): Promise<void> {
	await page.goto('/dashboard');
	await expect(page).toHaveURL('/onboarding');
	await awake(page);
	await page.getByLabel('Name of the business').fill('Northwind Chairs');
	await page.getByLabel('What it does').fill('We build chairs for cafés and small hotels.');
	await page.getByRole('button', { name: 'Continue' }).click();
}

async function choose(page: Page, name: string): Promise<void> {
	await page.getByRole('radio', { name }).focus();
	await page.keyboard.press('Space');
	await page.getByRole('button', { name: `Continue with ${name}` }).click();
}

test('from nothing to the first approved action in under ten clicks', async ({ page }) => {
	const person = newPerson();
	let clicks = 0;
	const click = async (target: Locator) => {
		await target.click();
		clicks += 1;
	};
	await page.goto('/sign-up');
	await awake(page);
	await page.getByLabel('Your name').fill(person.name);
	await page.getByLabel('E-mail').fill(person.email);
	await page.getByLabel('Password', { exact: true }).fill(person.password);
	await click(page.getByRole('button', { name: 'Sign up' }));

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is your business?');
	await awake(page);
	await expectAccessible(page);
	await page.getByLabel('Name of the business').fill('Linde');
	await click(page.getByRole('radio', { name: 'Café or restaurant' }));
	await expect(page.getByText('For example: We are a café')).toBeVisible();
	await click(page.getByRole('button', { name: 'Continue' }));

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who would help you most this week?');
	await expect(page.getByRole('radio')).toHaveCount(6);
	await expect(page.getByRole('radio', { name: 'Nora' })).toBeChecked();
	await expectAccessible(page);
	await click(page.getByRole('button', { name: 'Continue with Nora' }));

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ask Nora for a first draft');
	await expect(page.getByLabel('What should be done')).toHaveValue(/book the lunch/);
	await expectAccessible(page);
	await click(page.getByRole('button', { name: 'Hire Nora and ask' }));
	await expect(page.getByRole('status').filter({ hasText: 'Nora' })).toHaveText('Nora is done');
	await expect(page.getByRole('button', { name: 'Connect it first' })).toBeVisible();
	await expectAccessible(page);
	await page.reload();
	await awake(page);
	await click(page.getByRole('button', { name: 'Read it and decide' }));

	await expect(page).toHaveURL(/\/inbox\?item=action/);
	await expect(heading(page)).toContainText(/Jonas Weber|jonas@harbour\.example/);
	await expect(review(page).getByText('jonas@harbour.example').first()).toBeVisible();
	await expectAccessible(page);
	await click(approve(page));
	await expect(page.getByRole('button', { name: /^Undo/ }).first()).toBeVisible();
	expect(clicks).toBeLessThan(10);

	await page.goto('/onboarding');
	await expect(page).toHaveURL('/dashboard');
});

test('what was asked for can be changed first, and Google is connected on the way', async ({
	page,
	signUp
}) => {
	await signUp();
	await tellBusiness(page);
	await choose(page, 'Nora');
	await page
		.getByLabel('What should be done')
		.fill('Write to Priya Shah <priya@harbour.example> and ask whether the chairs have arrived.');
	await page.getByRole('button', { name: 'Hire Nora and ask' }).click();
	await expect(page.getByText('Nora is done')).toBeVisible();
	await page.getByRole('button', { name: 'Connect it first' }).click();
	await allow(page, newAccount());
	await expect(page).toHaveURL(/\/inbox\?item=action/);
	await expect(heading(page)).toContainText(/Priya Shah|priya@harbour\.example/);
});

test.describe('with a model that refuses', () => {
	test.use({ writer: 'model' });

	test('when the model fails, the page says so, and the second try works', async ({ page, signUp }) => {
		await signUp();
		await tellBusiness(page);
		await choose(page, 'Nora');
		const instructions = page.getByLabel('What should be done');
		await instructions.fill('Write to Priya. peer:refuse');
		await page.getByRole('button', { name: 'Hire Nora and ask' }).click();
		await expect(page.getByText('Nora could not finish')).toBeVisible();
		await expect(page.getByRole('alert').getByRole('button', { name: 'Try again' })).toBeVisible();
		await expectAccessible(page);
		await instructions.fill('Write to Priya.');
		await page.getByRole('button', { name: 'Try again' }).click();
		await expect(page.getByText('Nora is done')).toBeVisible();
	});
});

test.describe('on a phone, in the dark', () => {
	test.use({ ...phone, ...dark });

	test('it can be skipped, and does not come back', async ({ page, signUp }) => {
		await signUp();
		await page.goto('/onboarding');
		await awake(page);
		await expectAccessible(page);
		await page.getByRole('button', { name: 'Skip for now' }).tap();
		await expect(page).toHaveURL('/dashboard');
		await page.reload();
		await expect(page).toHaveURL('/dashboard');
	});

	test('it is usable with a thumb', async ({ page, signUp }) => {
		await signUp();
		await tellBusiness(page);
		await page.getByRole('radio', { name: 'Ruth' }).tap();
		await page.getByRole('button', { name: 'Continue with Ruth' }).tap();
		await page.getByRole('button', { name: 'Hire Ruth and ask' }).tap();
		await expect(page.getByText('Ruth is done')).toBeVisible();
		await expectFits(page);
		await expectAccessible(page);
	});
});

test('the time zone can be changed', async ({ page, signUp }) => {
	await signUp();
	await page.goto('/onboarding');
	await awake(page);
	await page.getByRole('button', { name: 'Change' }).click();
	await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page).toHaveURL('/onboarding?step=role');
	await page.getByRole('button', { name: 'Back' }).click();
	await expect(page.getByText('Asia / Tokyo')).toBeVisible();
});
