import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { ask } from './api.ts';
import { openDesk } from './desk.ts';
import { expect, expectAccessible, newPerson, test } from './fixtures.ts';
import { allow, draftsOf, newAccount } from './google.ts';

const rows = (page: Page) => page.getByRole('list', { name: 'Items' }).locator('[data-item]');
const review = (page: Page) => page.getByRole('region', { name: 'Review' });
const approve = (page: Page) => page.getByRole('button', { name: 'Approve', exact: true });

async function connect(page: Page, email: string): Promise<void> {
	await page.goto('/api/oauth/google/start?next=/inbox');
	await allow(page, email);
	await expect(page).toHaveURL('/inbox');
}

const five =
	'Write five follow-up mails: to Priya Shah <priya@harbour.example> about the quote for 40 chairs, ' +
	'to Tom Adeyemi <tom@adeyemi.example> about the showroom visit, to Ana Lopez <ana@lopez.example> about the samples, ' +
	'to Ines Keller <ines@keller.example> about the stools, and to Ada Novak <ada@novak.example> about the desks.';

test('five times unchanged: Nora is let go on alone with those she knows, until somebody corrects her', async ({
	page,
	context,
	baseURL,
	signUp
}) => {
	await signUp();
	const desk = await openDesk(context, baseURL);
	await connect(page, newAccount());
	const first = await desk.giveTask('Five follow-ups', five);
	await desk.untilStatus(first, 'needs_review');
	await page.goto('/inbox?kind=gmail.draftEmail');
	const offer = page.getByRole('region', { name: 'Let Nora go on alone?' });
	for (let left = 5; left > 0; left--) {
		await expect(rows(page)).toHaveCount(left);
		await expect(offer).toHaveCount(0);
		await approve(page).click();
	}
	await expect(offer).toContainText('Nora’s last five drafts were approved unchanged.');
	await expectAccessible(page);
	await offer.getByRole('button', { name: 'Yes, let Nora' }).click();
	await expect(page.getByText('Nora goes on without asking', { exact: true })).toBeVisible();
	await expect(offer).toHaveCount(0);
	await desk.untilStatus(first, 'completed');

	const known = await desk.giveTask(
		'Once more',
		'Write a follow-up mail to Priya Shah <priya@harbour.example> about the four chairs.'
	);
	const someoneNew = await desk.giveTask(
		'And another',
		'Write a follow-up mail to Zoe Park <zoe@park.example> about the four chairs.'
	);
	await desk.untilStatus(known, 'approved');
	await desk.untilStatus(someoneNew, 'needs_review');
	await expect(rows(page)).toHaveCount(1);
	await expect(rows(page)).toContainText('Zoe Park');
	await page.getByRole('link', { name: /^Decided/ }).click();
	await expect(rows(page)).toHaveCount(6);
	const alone = page.getByRole('listitem').filter({ hasText: 'Went ahead by itself' });
	await expect(alone).toHaveCount(1);
	await alone.getByRole('link', { name: 'Mail to Priya Shah' }).click();
	await expect(review(page).getByText(/Approved by your rule/)).toBeVisible();

	await page.goto(`/agents/${desk.agentId}/settings`);
	const permission = page.getByRole('radiogroup', { name: 'Drafts in your Gmail' });
	await expect(permission.getByRole('radio', { name: 'By itself' })).toBeChecked();
	await page.goto('/inbox?kind=gmail.draftEmail');
	await page.keyboard.press('r');
	await page.getByLabel('In your own words').fill('We do not know her.');
	await page.keyboard.press('Control+Enter');
	await expect(rows(page)).toHaveCount(0);
	await page.goto(`/agents/${desk.agentId}/settings`);
	await expect(permission.getByRole('radio', { name: 'Ask me' })).toBeChecked();
});

test.describe('somebody whom nobody has named', () => {
	test.use({ writer: 'model' });

	test('is written to only once a person has chosen them, and then is in the address book', async ({
		page,
		context,
		baseURL,
		signUp
	}) => {
		await signUp();
		const desk = await openDesk(context, baseURL);
		const account = newAccount();
		await connect(page, account);
		const material = 'Please write to me. peer:draft-email:zoe@park.example';
		const task = await desk.giveTask('Answer this mail', 'Answer the mail below.', material);
		await desk.untilStatus(task, 'needs_review');
		await page.goto('/inbox?kind=gmail.draftEmail');
		await expect(review(page).getByText('Nora chose this, not you')).toBeVisible();
		const choice = page.getByRole('checkbox', { name: 'Yes, write to zoe@park.example' });
		await page.keyboard.press('a');
		await expect(
			review(page)
				.getByRole('status')
				.getByText(/^Please choose first: zoe@park/)
		).toBeVisible();
		await expect(choice).toBeFocused();
		await expect(rows(page)).toHaveCount(1);
		await expectAccessible(page);

		await page.keyboard.press('Space');
		await expect(choice).toBeChecked();
		await approve(page).click();
		await expect(rows(page)).toHaveCount(0);
		// At once, before there can be an answer: what was decided arrives all the same.
		await page.goto('/integrations');
		const people = page.getByRole('region', { name: 'People' });
		await expect(people.getByText('zoe@park.example')).toBeVisible();
		await desk.untilStatus(task, 'completed');
		expect(await draftsOf(process.env.SANDBOX_MODEL_URL ?? '', account)).toBe(1);
	});
});

/** Nobody can invite anybody yet, so the place beside the owner is made where it is kept. */
async function joinAs(role: string, email: string, ownerEmail: string): Promise<void> {
	const client = new Client({ connectionString: process.env.DATABASE_OFFLINE_URL });
	await client.connect();
	try {
		await client.query(
			`insert into memberships (id, workspace_id, user_id, role)
			select gen_random_uuid(), m.workspace_id, u.id, $1 from users u, memberships m join users o on o.id = m.user_id
			where u.email = $2 and o.email = $3`,
			[role, email, ownerEmail]
		);
		await client.query(
			`update sessions s set active_workspace_id = m.workspace_id
			from memberships m join users o on o.id = m.user_id, users u
			where u.email = $1 and o.email = $2 and s.user_id = u.id`,
			[email, ownerEmail]
		);
	} finally {
		await client.end();
	}
}

test('who may not review sees all of it and decides nothing', async ({
	page,
	context,
	baseURL,
	signUp,
	browser
}) => {
	const owner = await signUp();
	const desk = await openDesk(context, baseURL);
	await desk.untilStatus(await desk.giveTask('Five follow-ups', five), 'needs_review');
	const away = await browser.newContext({ baseURL: baseURL ?? '' });
	const mia = newPerson({ name: 'Mia Chen' });
	await ask(away, baseURL, 'POST', '/api/auth/signup', mia);
	await joinAs('member', mia.email, owner.email);
	const seen = await away.newPage();
	await seen.goto('/inbox?kind=gmail.draftEmail');
	await expect(rows(seen)).toHaveCount(5);
	await expect(review(seen).getByText('Nora wants to put a draft in your Gmail')).toBeVisible();
	await expect(seen.getByText('Somebody who reviews in this workspace decides about this.')).toBeVisible();
	for (const name of ['Approve', 'Edit', 'Send back', 'Reject', 'Snooze'])
		await expect(seen.getByRole('button', { name, exact: true })).toHaveCount(0);
	for (const key of ['a', 'Shift+A', 'r', 'e', 'v', 's', 'x']) await seen.keyboard.press(key);
	await expect(rows(seen)).toHaveCount(5);
	await expect(seen.getByRole('textbox', { name: /own words|text of the mail/ })).toHaveCount(0);
	await seen.keyboard.press('j');
	await expect(seen.locator('[data-item][aria-current]')).not.toHaveText(/Priya Shah/);
	await expectAccessible(seen);
	await away.close();
	const { items } = await ask<{ items: unknown[] }>(context, baseURL, 'GET', '/api/inbox?group=waiting');
	expect(items.length).toBeGreaterThanOrEqual(5);
	await page.close();
});

test.describe('without a network', () => {
	test.use({ expectedProblems: [/ERR_INTERNET_DISCONNECTED|Failed to fetch/] });

	test('what was approved comes back with a sentence, and goes once there is one again', async ({
		page,
		context,
		baseURL,
		signUp
	}) => {
		await signUp();
		const desk = await openDesk(context, baseURL);
		await desk.untilStatus(await desk.giveTask('Five follow-ups', five), 'needs_review');
		await page.goto('/inbox?kind=gmail.draftEmail');
		await expect(rows(page)).toHaveCount(5);
		const chosen = await rows(page).first().innerText();
		await context.setOffline(true);
		await approve(page).click();
		await expect(
			page.getByText('We could not be reached, so nothing has changed here. Please try again.').first()
		).toBeVisible();
		await expect(rows(page)).toHaveCount(5);
		await expect(page.locator('[data-item][aria-current]')).toHaveText(chosen, { useInnerText: true });
		await expect(page.getByRole('list', { name: 'Just approved' })).toHaveCount(0);
		await page.keyboard.press('j');
		await page.keyboard.press('r');
		await page.getByLabel('In your own words').fill('Kept while there is no network.');
		await page.keyboard.press('Control+Enter');
		await expect(rows(page)).toHaveCount(5);
		await expect(page.getByLabel('In your own words')).toHaveValue('Kept while there is no network.');
		await expect(page.getByLabel('In your own words')).toBeFocused();
		await expectAccessible(page);

		await context.setOffline(false);
		await page.keyboard.press('Control+Enter');
		await expect(rows(page)).toHaveCount(4);
		await approve(page).click();
		await expect(rows(page)).toHaveCount(3);
		await expect(page.getByRole('list', { name: 'Just approved' })).toBeVisible();
	});
});
