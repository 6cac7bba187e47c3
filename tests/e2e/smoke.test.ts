import { expect, expectAccessible, test } from './fixtures.ts';

test('a visitor finds the way from the home page to signing up', async ({ page }) => {
	await page.goto('/');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expectAccessible(page);
	await page
		.getByRole('link', { name: /sign up|start|try/i })
		.first()
		.click();
	await expect(page.getByLabel('E-mail')).toBeVisible();
	await expect(page.getByLabel('Password')).toBeVisible();
	await expectAccessible(page);
});
