import { Client } from 'pg';
import { askOn } from './api.ts';
import { expect, expectAccessible, newPerson, open, test } from './fixtures.ts';
import { connect } from './google.ts';
import { approve, current, drafts, heading, review, rows } from './inbox.ts';

const five =
	'Write five follow-up mails: to Priya Shah <priya@harbour.example> about the quote for 40 chairs, ' +
	'to Tom Adeyemi <tom@adeyemi.example> about the showroom visit, to Ana Lopez <ana@lopez.example> about the samples, ' +
	'to Ines Keller <ines@keller.example> about the stools, and to Ada Novak <ada@novak.example> about the desks.';

/** Ten seconds in which an approval can be undone, and some for what comes after them; in milliseconds. */
const afterHold = 30_000;

test('five times unchanged: Nora is let go on alone with those she knows, until somebody corrects her', async ({
	page,
	workspace
}) => {
	await connect(page);
	const first = await workspace.toReview('Five follow-ups', five);
	await open(page, drafts);
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
	await workspace.untilStatus(first, 'completed');

	const known = await workspace.giveTask(
		'Once more',
		'Write a follow-up mail to Priya Shah <priya@harbour.example> about the four chairs.'
	);
	const someoneNew = await workspace.giveTask(
		'And another',
		'Write a follow-up mail to Zoe Park <zoe@park.example> about the four chairs.'
	);
	await workspace.untilStatus(known, 'approved');
	await workspace.untilStatus(someoneNew, 'needs_review');
	await expect(rows(page)).toHaveCount(1);
	await expect(rows(page)).toContainText('zoe@park.example');
	await page.getByRole('link', { name: /^Decided/ }).click();
	await expect(rows(page)).toHaveCount(6);
	const alone = page.getByRole('listitem').filter({ hasText: 'By your rule' });
	await expect(alone).toHaveCount(1);
	await alone.getByRole('link', { name: 'Mail to priya@harbour.example' }).click();
	await expect(
		review(page)
			.getByText(/^By your rule/)
			.first()
	).toBeVisible();

	await page.goto(`/agents/${workspace.agentId}/settings`);
	const permission = page.getByRole('radiogroup', { name: 'Drafts in your Gmail' });
	await expect(permission.getByRole('radio', { name: 'By itself' })).toBeChecked();
	await open(page, drafts);
	await page.keyboard.press('r');
	await page.getByLabel('In your own words').fill('We do not know her.');
	await page.keyboard.press('Control+Enter');
	await expect(rows(page)).toHaveCount(0);
	await page.goto(`/agents/${workspace.agentId}/settings`);
	await expect(permission.getByRole('radio', { name: 'Ask me' })).toBeChecked();
});

test('what was approved and waits for Google or for a pause is taken back', async ({
	page,
	workspace,
	ask,
	google
}) => {
	const task = await workspace.toReview(
		'Follow up',
		'Write a follow-up mail to Priya Shah <priya@harbour.example> about the four chairs.'
	);
	const action = await workspace.approve(task);
	const outcome = page.getByRole('region', { name: 'What became of it' });
	const takeBack = outcome.getByRole('button', { name: 'Take it back' });
	const standing = async () =>
		(await ask<{ action: { status: string } }>('GET', `/api/inbox/action/${action}`)).action.status;
	await open(page, `/inbox?item=action:${action}`);
	const connecting = outcome.getByRole('link', { name: 'Connect Google' });
	await expect(connecting).toBeVisible({ timeout: afterHold });
	await expectAccessible(page);
	await takeBack.press('Enter');
	await expect(approve(page)).toBeVisible();
	await expect(outcome).toHaveCount(0);
	await expect(review(page).getByRole('heading', { level: 2 })).toBeFocused();
	expect(await standing()).toBe('proposed');
	await workspace.untilStatus(task, 'needs_review');

	const account = await connect(page);
	await workspace.setAgent('paused');
	expect(await workspace.approve(task)).toBe(action);
	await open(page, `/inbox?item=action:${action}`);
	await takeBack.click({ timeout: afterHold });
	await expect(approve(page)).toBeVisible();
	expect(await standing()).toBe('proposed');

	await workspace.setAgent('active');
	await approve(page).click();
	await workspace.untilStatus(task, 'completed');
	expect(await google.draftsOf(account)).toHaveLength(1);
});

test.describe('somebody whom nobody has named', () => {
	test.use({ writer: 'model' });

	test('is written to only once a person has chosen them, and then is in the address book', async ({
		page,
		workspace,
		google
	}) => {
		const account = await connect(page);
		const material = 'Please write to me. peer:draft-email:zoe@park.example';
		const task = await workspace.toReview('Answer this mail', 'Answer the mail below.', material);
		await open(page, drafts);
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
		await workspace.untilStatus(task, 'completed');
		expect(await google.draftsOf(account)).toHaveLength(1);
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
	workspace,
	ask,
	baseURL,
	browser
}) => {
	await workspace.toReview('Five follow-ups', five);
	const away = await browser.newContext({ baseURL: baseURL ?? '' });
	const mia = newPerson({ name: 'Mia Chen' });
	await askOn(away, baseURL)('POST', '/api/auth/signup', mia);
	await joinAs('member', mia.email, workspace.email);
	const seen = await away.newPage();
	await open(seen, drafts);
	await expect(rows(seen)).toHaveCount(5);
	await expect(review(seen).getByText(/^Nora wants to put this into your Drafts\./)).toBeVisible();
	await expect(seen.getByText('Somebody who reviews in this workspace decides about this.')).toBeVisible();
	for (const name of ['Approve', 'Edit', 'Send back', 'Reject', 'Snooze'])
		await expect(seen.getByRole('button', { name, exact: true })).toHaveCount(0);
	for (const key of ['a', 'Shift+A', 'r', 'e', 'v', 's', 'x']) await seen.keyboard.press(key);
	await expect(rows(seen)).toHaveCount(5);
	await expect(seen.getByRole('textbox', { name: /own words|text of the mail/ })).toHaveCount(0);
	await seen.keyboard.press('j');
	await expect(current(seen)).not.toHaveText(/priya@harbour/);
	await expectAccessible(seen);
	await away.close();
	const { items } = await ask<{ items: unknown[] }>('GET', '/api/inbox?group=waiting');
	expect(items.length).toBeGreaterThanOrEqual(5);
});

test.describe('without a network', () => {
	test.use({ expectedProblems: [/ERR_INTERNET_DISCONNECTED|Failed to fetch/] });

	test('what was approved comes back with a sentence, and goes once there is one again', async ({
		page,
		workspace,
		context
	}) => {
		await workspace.toReview('Five follow-ups', five);
		await open(page, drafts);
		await expect(rows(page)).toHaveCount(5);
		const chosen = await rows(page).first().innerText();
		// What comes next is read ahead, which it cannot be later.
		await page.keyboard.press('j');
		await expect(heading(page)).toHaveText(/^Mail to /);
		await page.keyboard.press('k');
		await context.setOffline(true);
		await approve(page).click();
		await expect(
			page.getByText('We could not be reached, so nothing has changed here. Please try again.').first()
		).toBeVisible();
		await expect(rows(page)).toHaveCount(5);
		await expect(current(page)).toHaveText(chosen, { useInnerText: true });
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
