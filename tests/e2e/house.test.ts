import { expect, expectAccessible, open, test } from './fixtures.ts';
import { allow, newAccount } from './google.ts';
import { heading, review } from './inbox.ts';
import { setPlan } from './plan.ts';

/** What the product is for, from the connection to the drafts and rows at the other end, decided by keyboard. */

test('three drafts and five rows leave the house once, one is edited, one rejected, and the lesson stays', async ({
	page,
	workspace: nora,
	ask,
	google
}) => {
	test.setTimeout(180_000);
	await setPlan(nora.email, 'starter');
	const account = newAccount();
	await page.goto('/integrations');
	const connection = page.getByRole('region', { name: 'Google' });
	await connection.getByRole('link', { name: 'Connect Google' }).click();
	await allow(page, account);
	await expect(connection.getByText(account)).toBeVisible();

	// Three follow-ups to people who are named.
	const mails = await nora.toReview(
		'Follow up on three quotes',
		`Please write a follow-up to each of these people. All three asked for a quote and have gone quiet.

- Priya Shah, Harbour Café, priya@harbour.example: 40 chairs, quote of 12 March
- Tom Adeyemi, Lark & Co, tom@lark.example: 6 tables, quote of 20 March
- Ines Keller, Studio Keller, ines@keller.example: 12 stools, quote of 2 April`
	);

	// Five rows for a sheet that the address book knows by its name.
	const { id: value } = await google.expensesOf(account);
	await ask('POST', '/api/address-book', { kind: 'spreadsheet', value, label: 'Expenses 2026' });
	const ben = await ask('POST', '/api/agents', { roleTemplate: 'bookkeeping', name: 'Ben' });
	const receipts = await ask('POST', '/api/tasks', {
		agentId: ben.id,
		title: 'Sort the receipts of November',
		instructions: `Please put these five receipts into a table with a category for each and a total, one row each. The rows belong into the spreadsheet "Expenses 2026", tab "November".

02.11.2026 Baumarkt Krüger, wood screws and sandpaper, €48.20
05.11.2026 Papier & Co, printer paper and folders, €31.75
09.11.2026 Bella Trattoria, lunch with Mr Adeyemi of Lark & Co, €52.40
12.11.2026 Cloudbox, file storage, monthly, €11.99
16.11.2026 Tankhof, diesel for the van, €83.16`
	});
	await nora.untilStatus(receipts.id, 'needs_review');

	// One is edited in place, by keyboard.
	await open(page, '/inbox');
	const list = page.getByRole('list', { name: 'Items' });
	await expect(list.getByRole('link', { name: /^Mail to/ })).toHaveCount(3);
	await expect(list.getByRole('link', { name: /^Row in/ })).toHaveCount(5);
	await expect(page).toHaveTitle(/\(\d+\) Inbox/);
	await expectAccessible(page);
	await list.getByRole('link', { name: /^Mail to Priya/i }).click();
	await expect(heading(page)).toHaveText(/^Mail to Priya/i);
	await page.keyboard.press('e');
	const text = page.getByRole('textbox', { name: 'The text of the mail' });
	await expect(text).toBeVisible();
	const before = await text.inputValue();
	const [greeting = ''] = before.split('\n');
	await text.fill(
		`${before.replace(greeting, 'Good morning,').trimEnd()}\n\nPS: The price holds until the end of the month.`
	);
	await page.keyboard.press('Control+Enter');
	const lesson = page.getByRole('form', { name: 'Anything to remember from this?' });
	await expect(lesson).toBeVisible();
	await expectAccessible(page);
	await lesson.getByRole('textbox').fill('Say until when the price holds.');
	await lesson.getByRole('button', { name: 'Remember it' }).click();
	await expect(lesson).toHaveCount(0);

	// One is rejected, with a reason.
	await list.getByRole('link', { name: /^Mail to tom/i }).click();
	await expect(review(page).getByText('tom@lark.example').first()).toBeVisible();
	await page.keyboard.press('r');
	await review(page).getByRole('textbox').fill('We have already spoken on the phone.');
	await page.keyboard.press('Control+Enter');
	await expect(list.getByRole('link', { name: /^Mail to tom/i })).toHaveCount(0);
	// True of Tom alone: no lesson is proposed, and the question may be answered with no.
	await expect(lesson.getByRole('textbox')).toHaveValue('');
	await lesson.getByRole('button', { name: 'No' }).click();
	await expect(lesson).toHaveCount(0);

	// The rest is approved with A alone.
	await list.getByRole('link', { name: /^Mail to ines/i }).click();
	await expect(review(page).getByText('ines@keller.example').first()).toBeVisible();
	await page.keyboard.press('a');
	await expect(list.getByRole('link', { name: /^Mail to ines/i })).toHaveCount(0);
	for (let left = 5; left > 0; left--) {
		await expect(list.getByRole('link', { name: /^Row in/ })).toHaveCount(left);
		await list
			.getByRole('link', { name: /^Row in/ })
			.first()
			.click();
		await expect(heading(page)).toHaveText(/^Row in /);
		await page.keyboard.press('Shift+A');
	}
	await expect(list.getByRole('link', { name: /^Row in/ })).toHaveCount(0);

	// Exactly once, exactly those words.
	await nora.untilStatus(mails, 'completed');
	await nora.untilStatus(receipts.id, 'completed');
	const drafts = await google.draftsOf(account);
	expect(JSON.stringify(drafts)).toContain('The price holds until the end of the month.');
	expect(drafts).toHaveLength(2);
	const { tabs } = await google.expensesOf(account);
	const november = tabs.find(({ title }) => title === 'November');
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
	await nora.toReview(
		'One more follow-up',
		'Write a follow-up to Ada Novak <ada@novak.example> about the quote for 8 desks.'
	);
	const { items } = await ask<{ items: { id: string }[] }>(
		'GET',
		'/api/inbox?group=waiting&kind=gmail.draftEmail'
	);
	expect(items).toEqual([expect.objectContaining({ title: 'Mail to ada@novak.example' })]);
	const action = await ask<{ remembered: string[] }>('GET', `/api/inbox/action/${items[0]?.id}`);
	expect(action.remembered).toContain('Say until when the price holds.');
	await page.goto(`/inbox?item=action:${items[0]?.id}`);
	await expect(review(page)).toContainText('Say until when the price holds.');
});
