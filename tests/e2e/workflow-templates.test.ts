import { expect, expectAccessible, expectFits, open, test } from './fixtures.ts';

test('reminders come in the owner’s own words, without a model', async ({ page, signUp, ask }) => {
	await signUp();
	await ask('PATCH', '/api/workspace', { name: 'Northwind', onboarded: true });
	await ask('POST', '/api/agents', { roleTemplate: 'bookkeeping', name: 'Ida' });
	await open(page, '/workflows/new');
	await page.getByRole('searchbox', { name: 'Find a template' }).fill('overdue');
	await page.getByRole('link', { name: 'Overdue chaser' }).click();
	await expect(page.getByText('Every Tuesday at 09:00')).toBeVisible();
	await page.getByRole('button', { name: 'Use the example' }).click();
	await page.getByLabel('The first reminder').fill('Has this one slipped through?');
	await page.getByLabel('Who signs').fill('Dana Reyes');
	await page.getByRole('button', { name: 'Switch it on' }).click();
	await page.getByRole('button', { name: 'Run now' }).click();
	await expect(page.getByRole('list', { name: 'History' })).toContainText('2 proposals', { timeout: 30_000 });
	await open(page, '/inbox');
	const main = page.getByRole('main');
	await expect(main).toContainText('Our invoice 121');
	await page.getByRole('link', { name: 'Mail to accounts@harbour.example' }).click();
	await expect(main).toContainText('Has this one slipped through?');
	await expect(main).toContainText('Amount: €6,480.00');
});

test('candidates are answered by hand alone, with the words that stand beside them', async ({
	page,
	signUp,
	ask
}) => {
	await signUp();
	await ask('PATCH', '/api/workspace', { name: 'Northwind', onboarded: true });
	await ask('POST', '/api/agents', { roleTemplate: 'recruiting', name: 'Ruth' });
	await open(page, '/workflows/new?template=candidate-replies');
	await expect(page.getByText('You run it by hand, with what has come in.')).toBeVisible();
	await expect(page.getByRole('radio', { name: 'On a schedule' })).toHaveCount(0);
	await page.getByLabel('Which job').fill('workshop assistant');
	await page.getByLabel('Who signs').fill('Dana Reyes');
	await page.getByRole('button', { name: 'Switch it on' }).click();
	await page.getByRole('button', { name: 'Run now' }).click();
	await page.getByRole('button', { name: 'Use the example' }).click();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Run with this' }).click();
	await expect(page.getByRole('list', { name: 'History' })).toContainText('2 proposals', { timeout: 30_000 });
	await page.setViewportSize({ width: 390, height: 844 });
	await open(page, '/inbox');
	await expectFits(page);
	await page.getByRole('link', { name: 'Mail to amira@saleh.example' }).click();
	await expect(page.getByRole('main')).toContainText(
		'We would like to meet you on Tuesday 15 December at 10:00'
	);
});
