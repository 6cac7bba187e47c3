import { readFile } from 'node:fs/promises';
import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';

// A broken file is refused.
test.use({ expectedProblems: [/400 .*workflows\.import/] });

test('a task that is done comes round every week, is changed, copied, and carried to another place', async ({
	page,
	workspace
}) => {
	test.setTimeout(120_000);
	const task = await workspace.toReview(
		'Chairs',
		'Ask tom@lark.example whether he would still like the chairs.'
	);
	await workspace.approve(task);
	await open(page, `/tasks/${task}`);
	await page.getByRole('link', { name: 'Do this every week' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Do this every week');
	await expect(page.getByLabel('The task')).toHaveValue(
		'Ask tom@lark.example whether he would still like the chairs.'
	);
	await expect(page.getByLabel('Who it is for')).toHaveValue('tom@lark.example');
	await expect(page.getByLabel('Agent')).toContainText('Nora');
	await expect(page.getByText(/^Every \w+day at 08:00/).first()).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Switch it on' }).click();
	await expect(page.getByRole('list', { name: 'Next runs' }).getByRole('listitem')).toHaveCount(5);

	await page.getByRole('button', { name: 'Edit' }).click();
	await page.getByLabel('Name of the workflow').fill('Chairs for Tom');
	await page.getByLabel('The task').fill('Ask tom@lark.example whether he would still like the tables.');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chairs for Tom');
	await expect(page.getByText('would still like the tables.')).toBeVisible();

	await page.getByRole('button', { name: 'Dry run' }).click();
	await expect(page.getByText('A dry run: nothing of it waits for you')).toBeVisible();
	await expect(page.getByText('a dry run of Chairs for Tom')).toBeVisible();
	await expect(page.getByRole('list', { name: 'What it would propose' })).toContainText('tom@lark.example', {
		timeout: 30_000
	});
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Chairs for Tom' }).click();

	const more = page.getByRole('button', { name: 'More for this workflow' });
	await more.click();
	const saved = page.waitForEvent('download');
	await page.getByRole('menuitem', { name: 'Export as a file' }).click();
	const file = await saved;
	expect(file.suggestedFilename()).toBe('Chairs-for-Tom.json');
	const text = await readFile(await file.path(), 'utf8');
	await more.click();
	await page.getByRole('menuitem', { name: 'Duplicate' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chairs for Tom (copy)');
	await expect(page.getByText('Off', { exact: true })).toBeVisible();

	await open(page, '/workflows/new');
	const take = (content: string) =>
		page
			.getByLabel('A workflow file')
			.setInputFiles({ name: 'flow.json', mimeType: 'application/json', buffer: Buffer.from(content) });
	await take('{\n  "format": \n');
	await expect(page.getByText('This is not valid JSON: please look at line 2.').first()).toBeVisible();
	await take(text.replace('"once"', '"twice"'));
	await expect(page.getByText(/Line \d+, missed: please write one of “skip”, “once”\./)).toBeVisible();
	await take(text.replace('Chairs for Tom', 'Chairs again'));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chairs again');
	await expect(page.getByText('Off', { exact: true })).toBeVisible();
});

test('the week ahead is read at a glance, on a phone in the dark too', async ({
	page,
	workspace,
	ask,
	browser
}) => {
	await open(page, '/workflows/week');
	await expect(page.getByText('Nothing is due this week')).toBeVisible();
	const flow = (name: string, cron: string) => ({
		agentId: workspace.agentId,
		template: 'own-words',
		name,
		inputs: { task: 'Say what is new in the workshop.' },
		trigger: { kind: 'schedule', cron, timeZone: 'UTC' }
	});
	await ask('POST', '/api/workflows', flow('News of the day', '59 23 * * *'));
	await ask('POST', '/api/workflows', flow('Every few minutes', '*/5 * * * *'));
	await open(page, '/workflows');
	await page.getByRole('link', { name: 'The week ahead' }).click();
	const days = page.getByRole('list', { name: 'Days' });
	await expect(days.getByRole('link', { name: /News of the day/ })).toHaveCount(7);
	await expect(page.getByRole('list', { name: 'Besides' })).toContainText('Every 5 minutes');
	await expectAccessible(page);
	await expectFits(page);
	const { cookies } = await page.context().storageState();
	const context = await browser.newContext({ ...phone, ...dark });
	await context.addCookies(cookies);
	const small = await context.newPage();
	await open(small, '/workflows/week');
	await expectAccessible(small);
	await expectFits(small);
	await small
		.getByRole('link', { name: /News of the day/ })
		.first()
		.click();
	await expect(small.getByRole('heading', { level: 1 })).toHaveText('News of the day');
});
