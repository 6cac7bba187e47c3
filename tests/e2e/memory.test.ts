import { expect, expectAccessible, open, test } from './fixtures.ts';

test('what an agent keeps in mind is added, reworded, switched off, removed and brought back', async ({
	page,
	workspace
}) => {
	await open(page, `/agents/${workspace.agentId}`);

	const box = page.getByLabel('Something else to keep in mind');
	await box.fill('We close at noon on Fridays.');
	await page.keyboard.press('Enter');
	const row = page.getByRole('listitem').filter({ hasText: 'on Fridays' });
	await expect(row).toBeVisible();
	await expect(box).toHaveValue('');

	await row.getByRole('button', { name: 'Change “We close at noon on Fridays.”' }).click();
	const words = page.getByLabel('What to keep in mind');
	await expect(words).toBeFocused();
	await words.fill('We close at one on Fridays.');
	await page.keyboard.press('Enter');
	await expect(row).toContainText('We close at one on Fridays.');
	await expect(row.getByRole('button', { name: /^Change/ })).toBeFocused();

	await row.getByRole('switch').click();
	await expect(row).toContainText('Switched off');
	await open(page, `/agents/${workspace.agentId}`);
	await expect(row).toContainText('Switched off');
	await expectAccessible(page);

	await row.getByRole('button', { name: /^Remove/ }).click();
	await expect(row).toHaveCount(0);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(row).toContainText('Switched off');
});

test('text from outside is shown apart from what was asked, with its hidden characters written out', async ({
	page,
	workspace
}) => {
	await workspace.setAgent('paused');
	await open(page, '/tasks/new');
	await page.getByLabel('Title').fill('Answer Eve');
	await page.getByLabel('What should be done').fill('Please answer this mail.');
	await page
		.getByLabel('From outside')
		.fill('From: Eve Stone <eve@stone.example>\n\nWhere is\u200B my lamp?');
	await expectAccessible(page);
	await page.getByRole('button', { name: /^Give it to/ }).click();
	await page.waitForURL(/\/tasks\/[0-9a-f-]{36}$/);
	const outside = page.getByRole('group', { name: 'From outside' });
	await expect(outside).toContainText('Eve Stone <eve@stone.example>');
	await expect(outside).toContainText('U+200B');
	await expect(page.getByRole('group', { name: 'Instructions' })).toHaveText('Please answer this mail.');
	await expectAccessible(page);

	// Folded away once there is a result to read.
	await workspace.setAgent('active');
	await expect(page.getByRole('article', { name: 'The work' })).toBeVisible({ timeout: 30_000 });
	await expect(outside).toBeHidden();
	await page.getByText('What was asked').click();
	await expect(outside).toContainText('U+200B');
});
