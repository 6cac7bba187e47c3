import type { BrowserContext, Page } from '@playwright/test';
import { openDesk } from './desk.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { allow, newAccount } from './google.ts';
import { setPlan } from './plan.ts';

/** What the product is for, from the connection to the drafts and rows at the other end, decided by keyboard. */

type Cell = { text: string };
type Account = { email: string; drafts: { to: string; subject: string; text: string }[] };
type Truth = {
	accounts: Account[];
	spreadsheets: { id: string; owner: string; title: string; tabs: { title: string; rows: Cell[][] }[] }[];
};

async function truth(): Promise<Truth> {
	return (await (await fetch(`${process.env.SANDBOX_OFFLINE_URL}/sandbox/state`)).json()) as Truth;
}

async function call<Answer>(
	context: BrowserContext,
	baseURL: string | undefined,
	method: string,
	path: string,
	data?: unknown
): Promise<Answer> {
	const answer = await context.request.fetch(path, { method, data, headers: { origin: baseURL ?? '' } });
	expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
	return (await answer.json()) as Answer;
}

/** The desk's heading of the item that is read now. */
const heading = (page: Page) =>
	page.getByRole('region', { name: 'Review' }).getByRole('heading', { level: 2 });

test('three drafts and five rows leave the house once, one is edited, one rejected, and the lesson stays', async ({
	page,
	context,
	baseURL,
	signUp
}) => {
	test.setTimeout(180_000);
	const { email } = await signUp();
	await setPlan(email, 'starter');
	const account = newAccount();
	const nora = await openDesk(context, baseURL);

	await page.goto('/integrations');
	await page.getByRole('region', { name: 'Google' }).getByRole('link', { name: 'Connect Google' }).click();
	await allow(page, account);
	await expect(page.getByRole('region', { name: 'Google' }).getByText(account)).toBeVisible();

	// Three follow-ups to people who are named.
	const mails = await nora.giveTask(
		'Follow up on three quotes',
		`Please write a follow-up to each of these people. All three asked for a quote and have gone quiet.

- Priya Shah, Harbour Café, priya@harbour.example: 40 chairs, quote of 12 March
- Tom Adeyemi, Lark & Co, tom@lark.example: 6 tables, quote of 20 March
- Ines Keller, Studio Keller, ines@keller.example: 12 stools, quote of 2 April`
	);
	await nora.untilStatus(mails, 'needs_review');

	// Five rows for a sheet that the address book knows by its name.
	const sheet = (await truth()).spreadsheets.find(
		({ owner, title }) => owner === account && title === 'Expenses 2026'
	);
	expect(sheet).toBeDefined();
	await call(context, baseURL, 'POST', '/api/address-book', {
		kind: 'spreadsheet',
		value: sheet?.id,
		label: 'Expenses 2026'
	});
	const ben = await call<{ id: string }>(context, baseURL, 'POST', '/api/agents', {
		roleTemplate: 'bookkeeping',
		name: 'Ben'
	});
	const rows = await call<{ id: string }>(context, baseURL, 'POST', '/api/tasks', {
		agentId: ben.id,
		title: 'Sort the receipts of November',
		instructions: `Please put these five receipts into a table with a category for each and a total, one row each. The rows belong into the spreadsheet "Expenses 2026", tab "November".

02.11.2026 Baumarkt Krüger, wood screws and sandpaper, €48.20
05.11.2026 Papier & Co, printer paper and folders, €31.75
09.11.2026 Bella Trattoria, lunch with Mr Adeyemi of Lark & Co, €52.40
12.11.2026 Cloudbox, file storage, monthly, €11.99
16.11.2026 Tankhof, diesel for the van, €83.16`
	});
	await nora.untilStatus(rows.id, 'needs_review');

	// One is edited in place, by keyboard.
	await page.goto('/inbox');
	const list = page.getByRole('list', { name: 'Items' });
	await expect(list.getByRole('link', { name: /^Mail to/ })).toHaveCount(3);
	await expect(list.getByRole('link', { name: /^Row in/ })).toHaveCount(5);
	await expect(page).toHaveTitle(/\(\d+\) Inbox/);
	await expectAccessible(page);
	await list.getByRole('link', { name: /^Mail to Priya/i }).click();
	await expect(heading(page)).toHaveText('Nora wants to put a draft in your Gmail');
	await page.keyboard.press('e');
	const text = page.getByRole('textbox', { name: 'The text of the mail' });
	await expect(text).toBeVisible();
	const before = await text.inputValue();
	const [greeting = ''] = before.split('\n');
	await text.fill(
		`${before.replace(greeting, 'Good morning,').trimEnd()}\n\nPS: The price holds until the end of the month.`
	);
	await page.keyboard.press('Control+Enter');
	const lesson = page.getByRole('form', { name: /remember/i });
	await expect(lesson).toBeVisible();
	await expectAccessible(page);
	await lesson.getByRole('textbox').fill('Say until when the price holds.');
	await lesson.getByRole('button', { name: 'Remember it' }).click();
	await expect(lesson).toHaveCount(0);

	// One is rejected, with a reason.
	await list.getByRole('link', { name: /^Mail to tom/i }).click();
	await expect(
		page.getByRole('region', { name: 'Review' }).getByText('tom@lark.example').first()
	).toBeVisible();
	await page.keyboard.press('r');
	await page
		.getByRole('region', { name: 'Review' })
		.getByRole('textbox')
		.fill('We have already spoken on the phone.');
	await page.keyboard.press('Control+Enter');
	await expect(list.getByRole('link', { name: /^Mail to tom/i })).toHaveCount(0);
	if (await lesson.isVisible()) await lesson.getByRole('button', { name: 'No' }).click();

	// The rest is approved with A alone.
	await list.getByRole('link', { name: /^Mail to ines/i }).click();
	await page.keyboard.press('a');
	await expect(list.getByRole('link', { name: /^Mail to ines/i })).toHaveCount(0);
	for (let left = 5; left > 0; left--) {
		await expect(list.getByRole('link', { name: /^Row in/ })).toHaveCount(left);
		await list
			.getByRole('link', { name: /^Row in/ })
			.first()
			.click();
		await expect(heading(page)).toHaveText('Ben wants to add a row to a sheet');
		await page.keyboard.press('Shift+A');
	}
	await expect(list.getByRole('link', { name: /^Row in/ })).toHaveCount(0);

	// Exactly once, exactly those words.
	await nora.untilStatus(mails, 'completed');
	await nora.untilStatus(rows.id, 'completed');
	const after = await truth();
	const drafts = after.accounts.find((one) => one.email === account)?.drafts ?? [];
	expect(JSON.stringify(drafts)).toContain('The price holds until the end of the month.');
	expect(drafts).toHaveLength(2);
	const november = after.spreadsheets
		.find(({ id }) => id === sheet?.id)
		?.tabs.find(({ title }) => title === 'November');
	for (const supplier of ['Baumarkt Krüger', 'Papier & Co', 'Bella Trattoria', 'Cloudbox', 'Tankhof'])
		expect(
			november?.rows.filter((row) => row.some(({ text }) => text.includes(supplier))),
			supplier
		).toHaveLength(1);

	// And nothing that was asked of Google on the way was against its own descriptions.
	const found = await (await fetch(`${process.env.VALIDATOR_OFFLINE_URL}/validator`)).json();
	expect(found).toMatchObject({
		violations: [],
		answerViolations: [],
		counts: {
			'oauth.token': expect.any(Number),
			'gmail.users.drafts.create': expect.any(Number),
			'sheets.spreadsheets.batchUpdate': expect.any(Number)
		}
	});

	// What was learnt is kept with the agent, and it is in the next result's prompt.
	await page.goto(`/agents/${nora.agentId}`);
	await expect(page.getByText('Say until when the price holds.', { exact: true })).toBeVisible();
	const next = await nora.giveTask(
		'One more follow-up',
		'Write a follow-up to Ada Novak <ada@novak.example> about the quote for 8 desks.'
	);
	await nora.untilStatus(next, 'needs_review');
	const { action } = await oneWaiting(context, baseURL);
	const detail = await call<{ remembered: string[] }>(context, baseURL, 'GET', `/api/inbox/action/${action}`);
	expect(detail.remembered).toContain('Say until when the price holds.');
	await page.goto(`/inbox?item=action:${action}`);
	await expect(page.getByRole('region', { name: 'Review' })).toContainText('Say until when the price holds.');
});

async function oneWaiting(context: BrowserContext, baseURL: string | undefined): Promise<{ action: string }> {
	const { items } = await call<{ items: { id: string; type: string; title: string }[] }>(
		context,
		baseURL,
		'GET',
		'/api/inbox?group=waiting'
	);
	const found = items.find(({ type, title }) => type === 'action' && /Ada/i.test(title));
	expect(found, JSON.stringify(items)).toBeDefined();
	return { action: found?.id ?? '' };
}
