import { dark, expect, expectAccessible, expectFits, phone, test } from './fixtures.ts';

test('a visitor finds the way from the home page to signing up', async ({ page }) => {
	await page.goto('/');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expectAccessible(page);
	await page
		.getByRole('link', { name: /^(sign up|start|hire|try|get)/i })
		.first()
		.click();
	await expect(page.getByLabel('E-mail')).toBeVisible();
	await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
	await expectAccessible(page);
});

test.describe('in the dark, on a phone', () => {
	test.use({ ...phone, ...dark });

	test('the home page fits and can be read', async ({ page }) => {
		await page.goto('/');
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expectAccessible(page);
		await expectFits(page);
	});
});
