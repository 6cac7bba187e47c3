import type { Page } from '@playwright/test';
import { expect, expectAccessible, open, test } from './fixtures.ts';
import { connect } from './google.ts';

/** What only a person can say about an action that is stuck. The model peer writes what the task tells it to. */
test.use({ writer: 'model' });

const outcome = (page: Page) => page.getByRole('region', { name: 'What became of it' });
const way = (page: Page, name: string) => outcome(page).getByRole('button', { name });

test('a row whose tab is gone is tried again, changed, or left', async ({ page, workspace, ask, google }) => {
	const account = await connect(page);
	const sheet = await google.expensesOf(account);
	const link = `https://docs.google.com/spreadsheets/d/${sheet.id}/edit`;
	const words = `Add a row to ${link} please.\npeer:append-row:${link} peer:tab:November peer:vendor:row`;
	const tasks: string[] = [];
	for (const title of ['Again', 'Change', 'Leave']) tasks.push(await workspace.giveTask(title, words));
	const actions: string[] = [];
	for (const task of tasks) await workspace.untilStatus(task, 'needs_review');
	// It was there when the rows were proposed, so nobody was asked.
	await google.renameTab(sheet, 'November', 'Archive');
	for (const task of tasks) actions.push(await workspace.approve(task));
	const [again, change, leave] = actions;
	const read = async (action: string | undefined) => {
		type Read = { action: { status: string; decidedAt: string } };
		return (await ask<Read>('GET', `/api/inbox/action/${action}`)).action;
	};
	const standing = async (action: string | undefined) => (await read(action)).status;
	for (const action of actions)
		await expect.poll(() => standing(action), { timeout: 30_000 }).toBe('needs_human');

	await open(page, `/inbox?item=action:${again}`);
	await expect(outcome(page)).toContainText(
		'The tab “November” is not in “Expenses 2026”. Its tabs are: Archive.'
	);
	await expect(way(page, 'It is there')).toHaveCount(0);
	await expectAccessible(page);
	const { decidedAt } = await read(again);
	await way(page, 'Try again').click();
	await expect.poll(async () => (await read(again)).decidedAt).not.toBe(decidedAt);
	await expect.poll(() => standing(again)).toBe('needs_human');
	await expect(outcome(page)).toContainText(
		'The tab “November” is not in “Expenses 2026”. Its tabs are: Archive.'
	);
	await expect(way(page, 'Try again')).toBeEnabled();

	await open(page, `/inbox?item=action:${leave}`);
	await way(page, 'Leave it').click();
	await expect(outcome(page)).toContainText('A person decided to leave it.');
	await expect(way(page, 'Leave it')).toHaveCount(0);

	await open(page, `/inbox?item=action:${change}`);
	await way(page, 'Change it').click();
	await page.getByLabel('Tab').selectOption('Archive');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('list', { name: 'Just approved' })).toBeVisible();

	await google.renameTab(await google.expensesOf(account), 'Archive', 'November');
	await open(page, `/inbox?item=action:${again}`);
	await way(page, 'Try again').click();
	await expect(outcome(page).getByText('Done', { exact: true })).toBeVisible();
	await expect(outcome(page).getByRole('link', { name: 'Open the sheet' })).toBeVisible();
	const [tab] = (await google.expensesOf(account)).tabs;
	expect(tab?.rows.filter((row) => row.some(({ text }) => text === 'row Again'))).toHaveLength(1);
	expect(JSON.stringify(tab)).not.toContain('row Leave');
});

test('a row that does not fit its sheet is settled before it is approved', async ({
	page,
	workspace,
	ask,
	google
}) => {
	const account = await connect(page);
	const sheet = await google.expensesOf(account);
	const link = `https://docs.google.com/spreadsheets/d/${sheet.id}/edit`;
	const words = `Add a row to ${link} please.\npeer:append-row:${link} peer:tab:December peer:vendor:row`;
	const task = await workspace.toReview('Mended', words);
	const { actions } = await ask<{ actions: { id: string }[] }>('GET', `/api/tasks/${task}`);
	await open(page, `/inbox?item=action:${actions[0]?.id}`);
	const misfit = page.getByRole('region', { name: 'This does not fit the sheet yet' });
	await expect(misfit).toContainText('Its tabs are: November.');
	await expectAccessible(page);
	await misfit.getByRole('button', { name: 'Choose where it goes' }).click();
	await page.getByLabel('Tab').selectOption('November');
	await page.getByRole('button', { name: 'Leave out Amount' }).click();
	await expect(page.getByText('Amount: 42.00')).toBeVisible();
	await expectAccessible(page);
	await page.keyboard.press('Control+Enter');
	await open(page, `/inbox?item=action:${actions[0]?.id}`);
	await expect(outcome(page).getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 });
	const rows =
		(await google.expensesOf(account)).tabs[0]?.rows.map((cells) => cells.map(({ text }) => text)) ?? [];
	expect(rows.filter((row) => row.includes('row Mended'))).toHaveLength(1);
	expect(rows.find((row) => row.includes('row Mended'))).not.toContain('42.00');
});

test('where the answer was lost and another account is connected since, a person says that it is there', async ({
	page,
	workspace,
	google
}) => {
	const account = await connect(page);
	await google.findLate(account, 600);
	const words =
		'Write to zoe@park.example. peer:draft-email:zoe@park.example peer:vendor:sandbox:reset-after';
	const task = await workspace.toReview(`Lost ${account}`, words);
	const action = await workspace.approve(task);
	await open(page, `/inbox?item=action:${action}`);
	await expect(outcome(page)).toContainText('Looking for it', { timeout: 30_000 });
	await connect(page);
	await open(page, `/inbox?item=action:${action}`);
	await expect(outcome(page)).toContainText('another account has been connected since', { timeout: 30_000 });
	await expectAccessible(page);
	await way(page, 'It is there').click();
	await expect(outcome(page).getByText('Done', { exact: true })).toBeVisible();
	await expect(outcome(page)).toContainText('A person looked and found the draft there.');
	await workspace.untilStatus(task, 'completed');
	expect(await google.draftsOf(account)).toHaveLength(1);
});
