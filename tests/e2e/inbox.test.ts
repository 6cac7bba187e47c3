import { deafPage } from './workspace.ts';
import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';
import { approve, current, drafts, heading, rows } from './inbox.ts';

const three =
	'Write three follow-up mails: to Priya Shah <priya@harbour.example> about the quote of 12 March for 40 chairs, ' +
	'to Tom Adeyemi <tom@adeyemi.example> about the showroom visit, and to Ana Lopez <ana@lopez.example> about the samples.';

test('by keyboard alone: edit one, reject one, approve, and take it back', async ({
	page,
	workspace,
	ask
}) => {
	await workspace.toReview('Three follow-ups', three);
	await open(page, drafts);
	await expect(rows(page)).toHaveCount(3);
	await expect(page).toHaveTitle(/^\(\d+\) Inbox · AgentForce$/);
	await expect(heading(page)).toHaveText(/^Mail to (Priya Shah|priya@harbour.example) · ./);
	await expectAccessible(page);
	const { keyboard } = page;

	await keyboard.press('j');
	await expect(current(page)).toHaveText(/tom@adeyemi/);
	await expect(page).toHaveURL(/item=action:/);
	await keyboard.press('k');
	await expect(current(page)).toHaveText(/priya@harbour/);

	await keyboard.press('e');
	await expect(page.getByLabel('The text of the mail')).toBeFocused();
	await keyboard.press('Control+Home');
	await keyboard.type('a r x: letters in a field decide nothing. ');
	await expect(page.getByRole('insertion')).toContainText('letters in a field decide nothing');
	await expectAccessible(page);
	await keyboard.press('Control+Enter');
	await expect(rows(page)).toHaveCount(2);
	await expect(page.getByRole('list', { name: 'Just approved' })).toContainText(
		'Mail to priya@harbour.example'
	);
	await expect(heading(page)).toBeFocused();
	await expect(heading(page)).toHaveText(/^Mail to (Tom Adeyemi|tom@adeyemi.example) · ./);
	await keyboard.press('r');
	await expect(page.getByLabel('In your own words')).toBeFocused();
	await keyboard.type('Far too stiff, please write as we speak.');
	await keyboard.press('Control+Enter');
	await expect(rows(page)).toHaveCount(1);
	await expect(current(page)).toHaveText(/ana@lopez/);
	const remember = page.getByRole('form', { name: 'Remember this?' });
	await expect(remember).toBeVisible();
	await expectAccessible(page);
	await remember.getByRole('textbox').fill('Say in one line why we write.');
	await remember.getByRole('button', { name: 'Remember it' }).click();
	await expect(page.getByText('Nora will remember this')).toBeVisible();

	await expect(heading(page)).toHaveText(/^Mail to (Ana Lopez|ana@lopez.example) · ./);
	await heading(page).focus();
	await keyboard.press('Shift+A');
	await expect(rows(page)).toHaveCount(0);
	await expect(page.getByRole('list', { name: 'Just approved' })).toContainText('Mail to ana@lopez.example');
	await keyboard.press('z');
	await expect(rows(page)).toHaveCount(1);
	await expect(heading(page)).toHaveText(/^Mail to (Ana Lopez|ana@lopez.example) · ./);

	const decided = await ask<{ items: object[] }>('GET', '/api/inbox?group=decided&kind=gmail.draftEmail');
	expect(decided.items).toContainEqual(
		expect.objectContaining({ title: 'Mail to tom@adeyemi.example', status: 'rejected' })
	);
	const kept = await ask('GET', `/api/agents/${workspace.agentId}/memories`);
	expect(JSON.stringify(kept)).toContain('Say in one line why we write.');
});

test('an edit is kept, shown against the draft, and approved as it is', async ({ page, workspace }) => {
	await workspace.toReview('Three follow-ups', three);
	await open(page, drafts);
	await page.getByRole('button', { name: 'Edit' }).click();
	await page.getByLabel('Subject').fill('Samples for the season');
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Keep them for later' }).click();
	await expect(page.getByText('Your version, not approved yet')).toBeVisible();
	await page.keyboard.press('j');
	await page.keyboard.press('k');
	await expect(page.getByRole('insertion').filter({ hasText: 'the season' })).toHaveCount(1);
	await page.getByRole('button', { name: 'Approve your version' }).click();
	await expect(rows(page)).toHaveCount(2);
	await page.goto('/inbox?group=decided');
	await expect(page.getByRole('article', { name: 'Mail: Samples for the season' })).toBeVisible();
	await expect(page.getByText('Decided with changes')).toBeVisible();
	await expectAccessible(page);
});

test('several of one kind at once, after a list of whom they are for', async ({ page, workspace }) => {
	await workspace.toReview('Three follow-ups', three);
	await open(page, drafts);
	await expect(rows(page)).toHaveCount(3);
	const { keyboard } = page;
	await keyboard.press('x');
	await keyboard.press('j');
	await keyboard.press('j');
	await keyboard.press('Shift+X');
	await expect(page.getByText('3 drafts, 3 recipients, 3 new')).toBeVisible();
	await expect(page.getByText('3 selected. They are decided together')).toBeVisible();
	await expect(approve(page)).toHaveCount(0);
	await expectAccessible(page);
	await keyboard.press('a');
	const sheet = page.getByRole('dialog', { name: 'Approve 3 at once?' });
	await expect(sheet.getByText('priya@harbour.example', { exact: true })).toBeVisible();
	await expectAccessible(page);
	await sheet.getByRole('button', { name: 'Approve 3' }).click();
	await expect(rows(page)).toHaveCount(0);
	await page.getByRole('button', { name: /^Undo\s*3 drafts/ }).click();
	await expect(rows(page)).toHaveCount(3);
});

test('a letter that misses the field of a reason approves nothing', async ({ page, workspace }) => {
	await workspace.toReview('Three follow-ups', three);
	await open(page, drafts);
	await expect(rows(page)).toHaveCount(3);
	await expect(page.getByRole('button', { name: 'Reject' }).first()).toBeVisible();
	await page.keyboard.press('r');
	const reason = page.getByLabel('In your own words');
	await expect(reason).toBeFocused();
	await heading(page).focus();
	await page.keyboard.press('a');
	await page.keyboard.press('Shift+A');
	await expect(reason).toBeVisible();
	await expect(rows(page)).toHaveCount(3);
	await page.keyboard.press('Escape');
	await expect(reason).toBeHidden();
	await page.keyboard.press('a');
	await expect(rows(page)).toHaveCount(2);
});

test('keys can be switched off, and what they do are buttons', async ({ page, workspace }) => {
	await workspace.toReview('Three follow-ups', three);
	await open(page, drafts);
	await expect(rows(page)).toHaveCount(3);
	await page.keyboard.press('?');
	const keys = page.getByRole('dialog', { name: 'Keys' });
	await expectAccessible(page);
	await keys.getByRole('switch', { name: 'Use single letters as keys' }).uncheck();
	await page.keyboard.press('Escape');
	await expect(keys).toBeHidden();
	await page.keyboard.press('a');
	await page.keyboard.press('j');
	await expect(rows(page)).toHaveCount(3);
	await expect(current(page)).toHaveText(/priya@harbour/);
	await page.getByRole('button', { name: 'Snooze' }).click();
	await page.getByRole('button', { name: /^Tomorrow/ }).click();
	await expect(rows(page)).toHaveCount(2);
	await page.getByRole('link', { name: /^Snoozed/ }).click();
	await expect(rows(page)).toHaveCount(1);
	await page.getByRole('button', { name: 'Back to the inbox' }).click();
	await expect(page.getByText('Nothing of that kind').last()).toBeVisible();
});

test.describe('on a phone, in the dark', () => {
	test.use({ ...phone, ...dark });

	test('list, item, decision with the thumb', async ({ page, workspace }) => {
		await workspace.toReview('Three follow-ups', three);
		await open(page, drafts);
		await expect(rows(page)).toHaveCount(3);
		await expectAccessible(page);
		await rows(page).first().click();
		await expect(heading(page)).toBeVisible();
		await expectAccessible(page);
		for (const name of ['Approve', 'Edit', 'Send back', 'Reject', 'Snooze']) {
			const box = await page.getByRole('button', { name, exact: true }).boundingBox();
			expect(box?.height, name).toBeGreaterThanOrEqual(44);
		}
		await expectFits(page);
		await approve(page).click();
		await expect(page.getByRole('list', { name: 'Just approved' })).toBeVisible();
		await page.goBack();
		await expect(rows(page)).toHaveCount(2);
	});

	test('what one reads stays open while other work comes in', async ({ page, workspace }) => {
		await workspace.toReview('Three follow-ups', three);
		await open(page, '/inbox');
		await rows(page).first().tap();
		const read = await heading(page).innerText();
		await workspace.toReview('Something else', 'Write to Ben Ode <ben@ode.example> about the lamps.');
		await expect(page).toHaveTitle(/^\(5\)/);
		await expect(heading(page)).toHaveText(read);
		await page.goBack();
		await expect(rows(page).filter({ hasText: 'Mail to ben@ode.example' })).toHaveCount(1);
		await page.goForward();
		await expect(heading(page)).toHaveText(read);
	});

	test('several at once, picked with a finger', async ({ page, workspace }) => {
		await workspace.toReview('Three follow-ups', three);
		await open(page, '/inbox');
		await page.getByRole('button', { name: 'Select', exact: true }).tap();
		await expect(page.getByText('Tap those that you want to decide together.')).toBeVisible();
		await page.getByRole('link', { name: /^Mail to priya@harbour.example/ }).tap();
		await page.getByRole('link', { name: /^Mail to ana@lopez.example/ }).tap();
		const bar = page.getByRole('group', { name: '2 selected' });
		await expect(bar.getByText('2 drafts, 2 recipients, 2 new')).toBeVisible();
		await page.getByRole('link', { name: /^Introduce yourself/ }).tap();
		await expect(bar.getByText('Results are decided one by one.')).toBeVisible();
		await expectAccessible(page);
		await expectFits(page);
		await bar.getByRole('button', { name: 'Reject' }).tap();
		const sheet = page.getByRole('dialog', { name: 'Reject 2 at once?' });
		await sheet.getByRole('radio', { name: 'No longer needed' }).tap();
		await sheet.getByRole('button', { name: 'Reject' }).tap();
		await expect(page.getByText('2 drafts rejected')).toBeVisible();
		await expect(rows(page).filter({ hasText: /^Mail to/ })).toHaveCount(1);
		await rows(page).first().tap();
		await expect(heading(page)).toBeVisible();
	});
});

test.describe('a page that has not heard the news', () => {
	test.use({ expectedProblems: [/events\.live|net::ERR_FAILED|409 \(Conflict\)/] });

	test('is told who decided already, and shows what came of it', async ({ page, workspace, context }) => {
		await workspace.toReview('Three follow-ups', three);
		const stale = await deafPage(context);
		await open(stale, drafts);
		await expect(approve(stale)).toBeVisible();
		await open(page, drafts);
		await approve(page).click();
		await expect(rows(page)).toHaveCount(2);
		await approve(stale).click();
		await expect(stale.getByText('Already approved by you.', { exact: true })).toBeVisible();
		await expect(stale.getByRole('region', { name: 'What became of it' })).toBeVisible();
	});
});

test('nothing waits: what to do next', async ({ page, signUp }) => {
	await signUp();
	await page.goto('/inbox');
	await expect(page.getByText('Nothing waits for you').last()).toBeVisible();
	await expect(page.getByRole('link', { name: 'Hire an agent' }).last()).toBeVisible();
	await expectAccessible(page);
	await page.goto('/inbox?item=action:01890000-0000-7000-8000-00000000000a');
	await expect(page.getByText('This is not here any more')).toBeVisible();
});
