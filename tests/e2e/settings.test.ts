import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';

test('the business is changed, kept, and shown everywhere', async ({ page, signUp }) => {
	await signUp();
	await open(page, '/settings');
	await expectAccessible(page);
	const save = page.getByRole('button', { name: 'Save' });
	await expect(save).toBeDisabled();
	await page.getByLabel('Name of the business').fill('Northwind Chairs');
	await page.getByLabel('What it does').fill('We build chairs.');
	await page.getByLabel('Time zone').selectOption('America/New_York');
	await save.click();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Northwind Chairs' }).first()).toBeVisible();
	await expect(save).toBeDisabled();
	await page.reload();
	await expect(page.getByLabel('What it does')).toHaveValue('We build chairs.');
	await expect(page.getByLabel('Time zone')).toHaveValue('America/New_York');
});

test.describe('with a mistake', () => {
	test.use({ expectedProblems: [/400/] });

	test('the field says what is wrong, and nothing is lost', async ({ page, signUp }) => {
		await signUp();
		await open(page, '/settings');
		await page.getByLabel('What it does').fill('We build chairs.');
		await page.getByLabel('Name of the business').fill(' ');
		await page.getByRole('button', { name: 'Save' }).click();
		const name = page.getByLabel('Name of the business');
		await expect(name).toHaveAccessibleDescription('Please enter the name of your business.');
		await expect(name).toBeFocused();
		await expect(page.getByLabel('What it does')).toHaveValue('We build chairs.');
		await expectAccessible(page);
	});
});

test('unsaved changes are not lost by accident', async ({ page, signUp }) => {
	await signUp();
	await open(page, '/settings');
	await page.getByLabel('Name of the business').fill('Half a thought');
	await page.getByRole('link', { name: 'Agents', exact: true }).click();
	const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
	await expectAccessible(page);
	await question.getByRole('button', { name: 'Stay' }).click();
	await expect(page.getByLabel('Name of the business')).toHaveValue('Half a thought');
	await page.getByRole('link', { name: 'Agents', exact: true }).click();
	await question.getByRole('button', { name: 'Leave' }).click();
	await expect(page).toHaveURL('/agents');
	await page.goBack();
	await expect(page.getByLabel('Name of the business')).toHaveValue('Dana’s business');
	await page.getByLabel('Name of the business').fill('Another');
	await page.getByRole('button', { name: 'Discard' }).click();
	await expect(page.getByLabel('Name of the business')).toHaveValue('Dana’s business');
});

test('the look is chosen, kept, and the same in the menu', async ({ page, signUp }) => {
	await signUp();
	await open(page, '/settings');
	await page.getByRole('radio', { name: 'Dark' }).focus();
	await page.keyboard.press('Space');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await expectAccessible(page);
	await open(page, '/settings');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
	await page.getByRole('button', { name: /account/ }).click();
	await page.getByRole('menuitemradio', { name: 'Light' }).click();
	await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked();
});

test.describe('on a phone, in the dark', () => {
	test.use({ ...phone, ...dark });

	test('plan and usage are said in words, and one can sign out', async ({ page, signUp }) => {
		const person = await signUp();
		await open(page, '/settings#plan');
		const plan = page.getByRole('region', { name: 'Plan and usage' });
		await expect(plan.getByText('0 of 1', { exact: true })).toBeVisible();
		await expect(plan.getByText('0 of 200', { exact: true })).toBeVisible();
		await expect(plan.getByText(/Counts from zero again on 1 \w+\./)).toBeVisible();
		await expect(plan.getByRole('link', { name: 'Plan and billing' })).toHaveAttribute('href', '/billing');
		await expect(page.getByRole('region', { name: 'Account' }).getByText(person.email)).toBeVisible();
		await expectAccessible(page);
		await expectFits(page);
		await page.getByRole('button', { name: 'Sign out' }).tap();
		await expect(page).toHaveURL('/');
	});
});
