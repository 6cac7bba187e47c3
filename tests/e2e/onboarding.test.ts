import type { Page } from '@playwright/test';
import { awake, dark, expect, expectAccessible, expectFits, phone, test } from './fixtures.ts';

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

test('from nothing to the first draft, and on to the day', async ({ page, signUp }) => {
	await signUp();
	await page.goto('/dashboard');
	await expectAccessible(page);
	await tellBusiness(page);

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who would help you most this week?');
	await expect(page.getByRole('radio')).toHaveCount(6);
	await expectAccessible(page);
	await choose(page, 'Ben');

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Try Ben on something real');
	await expectAccessible(page);
	await page.goto(page.url());
	await awake(page);
	await page.getByLabel('In short').fill('Sort two receipts');
	await page.getByLabel('What should be done').fill('Wood screws 48.20, printer paper 31.75.');
	await page.getByRole('button', { name: 'Hire Ben and ask' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Ben' })).toHaveText('Ben is done');
	const work = page.getByRole('article', { name: 'The work' });
	await expect(work).toContainText('48.20');
	await expectAccessible(page);

	await page.goto(page.url());
	await awake(page);
	await expect(work).toContainText('48.20');
	await expect(page.getByLabel('In short')).toHaveValue('Sort two receipts');
	await page.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ben is on board');
	await expectAccessible(page);
	await page.getByRole('link', { name: 'To your day' }).click();
	await expect(page).toHaveURL('/dashboard');
	await page.goto('/onboarding');
	await expect(page).toHaveURL('/dashboard');
	await expect(page.getByText('Northwind Chairs').first()).toBeVisible();
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
