import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';
import { connect } from './google.ts';

// A tab that is not there is refused.
test.use({ expectedProblems: [/status of 400/] });

/** By hand, on the sheet's own page. */
async function addRow(sheet: Page, name: string, email: string, message: string): Promise<void> {
	for (const [heading, text] of Object.entries({ Name: name, 'E-mail': email, Message: message }))
		await sheet.getByLabel(`${heading} of the new row`).fill(text);
	await sheet.getByRole('button', { name: 'Add a row' }).click();
	await expect(sheet.getByRole('cell', { name: email })).toBeVisible();
}

test('rows that are added to a sheet by hand become one draft each, also when it is sorted meanwhile', async ({
	page,
	context,
	workspace,
	google
}) => {
	test.setTimeout(150_000);
	const email = await connect(page);
	const inquiries = await google.sheetOf(email, 'Inquiries');
	const sheet = await context.newPage();
	await sheet.goto(google.pageOf(inquiries));

	await open(page, `/workflows/new?template=new-lead-reply&agent=${workspace.agentId}`);
	await page.getByLabel('What you offer').fill('Wooden chairs made to order, from £120 each.');
	await page.getByRole('radio', { name: 'By a new row' }).check();
	await page.getByLabel('The sheet').fill(inquiries.id);
	await page.getByRole('textbox', { name: 'Tab' }).last().fill('Enquiries');
	await page.getByRole('button', { name: 'Switch it on' }).click();
	await expect(page.getByText('has no tab “Enquiries”').first()).toBeVisible();
	await page.getByRole('textbox', { name: 'Tab' }).last().fill('Inquiries');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Switch it on' }).click();
	await expect(page.getByText('Looked just now, found nothing new.')).toBeVisible();

	await addRow(sheet, 'Priya Shah', 'priya@harbour.example', 'We need 40 chairs for our café in March.');
	await addRow(sheet, 'Anna Kowalska', 'anna@linde.example', 'What would a bench of two metres cost?');
	await sheet.getByLabel('Sort by').selectOption({ label: 'Name' });
	await sheet.getByRole('button', { name: 'Sort the rows' }).click();

	const history = page.getByRole('list', { name: 'History' });
	await expect(history.getByText('The sheet has a new row.')).toHaveCount(2, { timeout: 90_000 });
	await expect(history.getByText('Waiting for you')).toHaveCount(2, { timeout: 30_000 });
	await page.getByLabel('Also do the last rows').fill('1');
	await page.getByRole('button', { name: 'Do these too' }).click();
	await expect(page.getByText('1 run started')).toBeVisible();
	await expectAccessible(page);
	await page.setViewportSize(phone.viewport);
	await expectFits(page);
	await open(page, '/inbox');
	await expect(page.getByRole('main')).toContainText('priya@harbour.example');
});
