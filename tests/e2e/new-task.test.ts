import { expect, expectAccessible, open, test } from './fixtures.ts';
import { setPlan } from './plan.ts';

test('one box: C opens it, the agent is guessed, the title is taken from the words, and both can be changed', async ({
	page,
	workspace,
	ask
}) => {
	await setPlan(workspace.email, 'starter');
	const ben = await ask('POST', '/api/agents', { roleTemplate: 'bookkeeping', name: 'Ben' });
	await open(page, '/dashboard');
	await page.keyboard.press('c');
	await expect(page.getByRole('heading', { level: 1, name: 'New task' })).toBeVisible();
	const box = page.getByLabel('What should be done');
	await expect(box).toBeFocused();
	await page.keyboard.type('Please put these receipts into the sheet. Screws 48.20, paper 31.75.');
	await expect(page.getByRole('radio', { name: /Ben/ })).toBeChecked();
	await expect(page.getByText('Guessed from “receipts”.')).toBeVisible();
	await expect(page.getByPlaceholder('Put these receipts into the sheet')).toBeVisible();
	await box.fill('Hi Nora, follow up on the quote for Priya.');
	await expect(page.getByRole('radio', { name: /Nora/ })).toBeChecked();
	await expect(page.getByText('You wrote to Nora.')).toBeVisible();
	await page.getByRole('radio', { name: /Ben/ }).check();
	await expect(page.getByText('You wrote to Nora.')).toHaveCount(0);
	await expectAccessible(page);
	await box.press('Control+Enter');
	await expect(
		page.getByRole('heading', { level: 1, name: 'Follow up on the quote for Priya' })
	).toBeVisible();
	const { items } = await ask<{ items: { title: string; agent: { id: string } }[] }>('GET', '/api/tasks');
	expect(items.at(0)).toMatchObject({ title: 'Follow up on the quote for Priya', agent: { id: ben.id } });
	expect(ben.id).not.toBe(workspace.agentId);

	// A letter in a field is a letter; and letters can be switched off.
	await open(page, '/tasks');
	await page.getByRole('searchbox', { name: 'Find a task' }).pressSequentially('c');
	await expect(page).toHaveURL(/q=c/);
	await page.locator('h1').click();
	await page.keyboard.press('?');
	await page.getByRole('switch', { name: 'Use single letters as keys' }).uncheck();
	await page.keyboard.press('Escape');
	await page.keyboard.press('c');
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
	await expect(page).toHaveURL(/q=c/);
});
