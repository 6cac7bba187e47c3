import { expect, expectAccessible, expectFits, open, test } from './fixtures.ts';

const csv =
	'Date,Supplier,Description,Amount\n02.11.2026,Baumarkt Krüger,Wood screws,€48.20\n05.11.2026,Papier & Co,Printer paper,€31.75';

// What the form refuses is answered so.
test.use({ expectedProblems: [/400 .*workflows\.create|422 .*schedules\.preview/] });

test('receipts become rows every weekday at eight, and now', async ({ page, signUp, ask }) => {
	await signUp();
	await ask('PATCH', '/api/workspace', { name: 'Northwind', onboarded: true, timeZone: 'Europe/Berlin' });
	await ask('POST', '/api/agents', { roleTemplate: 'bookkeeping', name: 'Ida' });
	await open(page, '/workflows');
	await expectAccessible(page);
	await page.getByRole('link', { name: 'See the templates' }).click();
	await expect(page.getByRole('link', { name: 'Friday round-up' })).toBeVisible();
	// Ida keeps the books, so her role comes first.
	await expect(page.getByRole('main').getByRole('region').first()).toHaveAccessibleName('Bookkeeping');
	await expectAccessible(page);
	const find = page.getByRole('searchbox', { name: 'Find a template' });
	await find.fill('receipts sheet');
	await expect(page.getByRole('link', { name: 'Friday round-up' })).toBeHidden();
	await find.fill('unicorn');
	await expect(page.getByText('No template has these words')).toBeVisible();
	await find.fill('');
	await expect(page.getByRole('main').getByRole('region')).toHaveCount(7);
	await page.getByRole('link', { name: 'Receipts to rows' }).click();

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Receipts to rows');
	await expect(page.getByLabel('Agent')).toContainText('Ida');
	await page.getByRole('radio', { name: 'On a schedule' }).check();
	await page.getByRole('button', { name: 'Switch it on' }).click();
	await expect(page.getByText('The receipts: Please paste the rows, or name a sheet.').first()).toBeVisible();
	await page.getByLabel('The receipts', { exact: true }).fill(csv);
	await page
		.getByLabel('The sheet for the rows')
		.fill('https://docs.google.com/spreadsheets/d/books-2026-northwind');
	await page.getByLabel('Tab').fill('November');

	const next = page.getByRole('list', { name: 'Next runs' });
	await page.getByLabel('How often').selectOption('My own (cron)');
	await page.getByLabel('Cron').fill('0 8 31 2 *');
	await expect(page.getByText('This would never run')).toBeVisible();
	await page.getByLabel('How often').selectOption('Every weekday');
	await expect(page.getByText('Every weekday at 08:00')).toBeVisible();
	await expect(next.getByRole('listitem')).toHaveCount(5);
	for (const item of await next.getByRole('listitem').all())
		await expect(item).toHaveText(/^(Mon|Tues|Wednes|Thurs|Fri)day, \d+ \w+ at 08:00$/);
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Switch it on' }).click();

	await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}$/);
	await expect(page.getByText('It has not run yet')).toBeVisible();
	await expect(next.getByRole('listitem')).toHaveCount(5);
	await page.getByRole('button', { name: 'Run now' }).click();
	const history = page.getByRole('list', { name: 'History' });
	await expect(history).toContainText('Run by hand.');
	await expect(history).toContainText('Waiting for you', { timeout: 30_000 });
	await expect(history).toContainText('2 proposals');
	await expectAccessible(page);

	await page.getByRole('button', { name: 'Pause' }).click();
	await expect(page.getByText('Paused by Dana Reyes.')).toBeVisible();
	await expect(page.getByText('None while it is not on.')).toBeVisible();
	await page.getByRole('button', { name: 'Resume' }).click();
	await expect(next.getByRole('listitem')).toHaveCount(5);
	const { pathname } = new URL(page.url());

	await open(page, '/inbox');
	const main = page.getByRole('main');
	await expect(main).toContainText('Baumarkt Krüger');
	await expect(main).toContainText('Papier & Co');

	await page.setViewportSize({ width: 390, height: 844 });
	for (const path of ['/workflows', '/workflows/new', '/workflows/new?template=receipts-to-rows', pathname]) {
		await open(page, path);
		await expectFits(page);
	}
	await page.getByRole('button', { name: 'More for this workflow' }).click();
	await page.getByRole('menuitem', { name: 'Delete' }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
	await expect(page).toHaveURL('/workflows');
	await expect(page.getByText('Nothing comes round by itself yet')).toBeVisible();
});
