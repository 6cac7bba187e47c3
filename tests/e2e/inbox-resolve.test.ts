import type { Page } from '@playwright/test';
import { ask, approveAll } from './api.ts';
import { openDesk } from './desk.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { allow, draftsOf, newAccount } from './google.ts';

/** What only a person can say about an action that is stuck. The model peer writes what the task tells it to. */
test.use({ writer: 'model' });

const sandboxUrl = () => process.env.SANDBOX_MODEL_URL ?? '';
const outcome = (page: Page) => page.getByRole('region', { name: 'What became of it' });
const way = (page: Page, name: string) => outcome(page).getByRole('button', { name });

type Sheet = {
	id: string;
	owner: string;
	title: string;
	tabs: { sheetId: number; title: string; rows: { text: string }[][] }[];
};

async function expensesOf(email: string): Promise<Sheet> {
	const { spreadsheets } = (await (await fetch(`${sandboxUrl()}/sandbox/state`)).json()) as {
		spreadsheets: Sheet[];
	};
	const sheet = spreadsheets.find(({ owner, title }) => owner === email && title === 'Expenses 2026');
	if (!sheet) throw new Error('The account has no such spreadsheet.');
	return sheet;
}

/** As the owner does on the sheet's own page. */
async function rename({ id, tabs }: Sheet, from: string, title: string): Promise<void> {
	const tab = tabs.find((one) => one.title === from);
	const address = `${sandboxUrl()}/spreadsheets/d/${id}/${tab?.sheetId}/rename`;
	expect((await fetch(address, { method: 'POST', body: new URLSearchParams({ title }) })).ok).toBe(true);
}

async function connect(page: Page, email: string): Promise<void> {
	await page.goto('/api/oauth/google/start?next=/inbox');
	await allow(page, email);
	await expect(page).toHaveURL('/inbox');
}

test('a row whose tab is gone is tried again, changed, or left', async ({
	page,
	context,
	baseURL,
	signUp
}) => {
	await signUp();
	const desk = await openDesk(context, baseURL);
	const account = newAccount();
	await connect(page, account);
	const sheet = await expensesOf(account);
	const link = `https://docs.google.com/spreadsheets/d/${sheet.id}/edit`;
	const words = `Add a row. peer:append-row:${link} peer:tab:December peer:vendor:row`;
	const tasks: string[] = [];
	for (const title of ['Again', 'Change', 'Leave']) tasks.push(await desk.giveTask(title, words));
	const actions: string[] = [];
	for (const task of tasks) {
		await desk.untilStatus(task, 'needs_review');
		actions.push(await approveAll(context, baseURL, task));
	}
	const [again, change, leave] = actions;
	const standing = async (action: string | undefined) =>
		(await ask<{ action: { status: string } }>(context, baseURL, 'GET', `/api/inbox/action/${action}`)).action
			.status;
	for (const action of actions)
		await expect.poll(() => standing(action), { timeout: 30_000 }).toBe('needs_human');

	await page.goto(`/inbox?item=action:${again}`);
	await expect(outcome(page)).toContainText('The tab “December” is not in “Expenses 2026” any more.');
	await expect(way(page, 'It is there')).toHaveCount(0);
	await expectAccessible(page);
	await way(page, 'Try again').click();
	await expect(outcome(page)).toContainText('The tab “December” is not in “Expenses 2026” any more.');
	await expect(way(page, 'Try again')).toBeEnabled();

	await page.goto(`/inbox?item=action:${leave}`);
	await way(page, 'Leave it').click();
	await expect(outcome(page)).toContainText('A person decided to leave it.');
	await expect(way(page, 'Leave it')).toHaveCount(0);

	await page.goto(`/inbox?item=action:${change}`);
	await way(page, 'Change it').click();
	await page.getByLabel('Tab').fill('November');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('list', { name: 'Just approved' })).toBeVisible();

	await rename(sheet, 'November', 'December');
	await page.goto(`/inbox?item=action:${again}`);
	await way(page, 'Try again').click();
	await expect(outcome(page).getByText('Done', { exact: true })).toBeVisible();
	await expect(outcome(page).getByRole('link', { name: 'Open the sheet' })).toBeVisible();
	const [tab] = (await expensesOf(account)).tabs;
	expect(tab?.rows.filter((row) => row.some(({ text }) => text === 'row Again'))).toHaveLength(1);
	expect(JSON.stringify(tab)).not.toContain('row Leave');
});

test('where the answer was lost and another account is connected since, a person says that it is there', async ({
	page,
	context,
	baseURL,
	signUp
}) => {
	await signUp();
	const desk = await openDesk(context, baseURL);
	const account = newAccount();
	await connect(page, account);
	const late = { method: 'POST', body: JSON.stringify({ email: account, searchLagSeconds: 600 }) };
	expect((await fetch(`${sandboxUrl()}/sandbox/faults`, late)).ok).toBe(true);
	const words =
		'Write to zoe@park.example. peer:draft-email:zoe@park.example peer:vendor:sandbox:reset-after';
	const task = await desk.giveTask(`Lost ${account}`, words);
	await desk.untilStatus(task, 'needs_review');
	const action = await approveAll(context, baseURL, task);
	await page.goto(`/inbox?item=action:${action}`);
	await expect(outcome(page)).toContainText('Looking for it', { timeout: 20_000 });
	await connect(page, newAccount());
	await page.goto(`/inbox?item=action:${action}`);
	await expect(outcome(page)).toContainText('another account has been connected since', { timeout: 20_000 });
	await expectAccessible(page);
	await way(page, 'It is there').click();
	await expect(outcome(page).getByText('Done', { exact: true })).toBeVisible();
	await expect(outcome(page)).toContainText('A person looked and found the draft there.');
	await desk.untilStatus(task, 'completed');
	expect(await draftsOf(sandboxUrl(), account)).toBe(1);
});
