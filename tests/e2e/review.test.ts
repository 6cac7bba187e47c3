import { letModelAnswer } from './model.ts';
import { deafPage, state } from './workspace.ts';
import { expect, expectAccessible, open, test } from './fixtures.ts';

test.use({ writer: 'model' });

test('what is sent back comes again as a new version with the feedback', async ({ page, workspace }) => {
	const task = await workspace.toReview('A mail to Priya');
	await open(page, `/tasks/${task}`);
	await page.getByRole('button', { name: 'Send back' }).click();
	await expect(page.getByLabel('What should Nora change?')).toBeFocused();
	await page.getByRole('form', { name: 'Send back' }).getByRole('button', { name: 'Send back' }).click();
	await expect(page.getByText('Please say what should be different.')).toBeVisible();
	await expectAccessible(page);
	await page.getByLabel('What should Nora change?').fill('Shorter, please. peer:held:shorter');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('Sent back. Nora makes a new version')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'The version before' })).toBeVisible();
	await expectAccessible(page);
	await letModelAnswer('shorter');
	await expect(page.getByRole('article', { name: 'The work' })).toContainText(
		'Changed as asked: Shorter, please.',
		{
			timeout: 30_000
		}
	);
	await expect(state(page)).toHaveText('Waiting for you');
	await expect(page.getByText('Version 2. You asked: Shorter, please.')).toBeVisible();
	await expect(page.getByRole('complementary', { name: 'Record' })).toContainText('New version');
	await page.getByRole('button', { name: 'Approve' }).click();
	await expect(state(page)).toHaveText('Done');
});

test('a rejection has a reason, chosen or written, and offers what waits next', async ({
	page,
	workspace
}) => {
	await workspace.toReview('The other mail');
	const task = await workspace.toReview('A mail to Tom');
	await open(page, `/tasks/${task}`);
	await page.getByRole('button', { name: 'Reject' }).click();
	const form = page.getByRole('form', { name: 'Reject this' });
	await expect(form.getByLabel('In your own words')).toBeFocused();
	await form.getByRole('button', { name: 'Reject' }).click();
	await expect(page.getByText('Please choose a reason or write one.')).toBeVisible();
	await form.getByRole('radio', { name: 'The tone is wrong' }).check();
	await form.getByLabel('In your own words').fill('Tom is a friend.');
	await expectAccessible(page);
	await form.getByRole('button', { name: 'Reject' }).click();
	await expect(state(page)).toHaveText('Rejected');
	await expect(page.getByText('Rejected by Dana Reyes')).toBeVisible();
	await expect(page.getByRole('blockquote')).toHaveText('The tone is wrong. Tom is a friend.');
	const next = page.getByRole('link', { name: 'Next: The other mail' });
	await expect(next).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'The other mail' })).toBeVisible();
});

test('a failure says what happened and can be tried again', async ({ page, workspace }) => {
	const task = await workspace.giveTask('A task that is declined', 'peer:refuse');
	await workspace.untilStatus(task, 'failed');
	await open(page, `/tasks/${task}`);
	await expect(page.getByRole('heading', { name: 'Nora could not finish this' })).toBeVisible();
	await expect(page.getByText('model_refused')).toBeHidden();
	await page.getByText('For support').click();
	await expect(page.getByText('model_refused')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Try again' }).click();
	const record = page.getByRole('complementary', { name: 'Record' });
	await expect(record).toContainText('asked to try again');
	await expect(record.getByText('could not finish')).toHaveCount(2, { timeout: 30_000 });
	await expect(record).toContainText('Tried again');
	await expect(state(page)).toHaveText('Failed');
});

test('a task that is not wanted any more is cancelled after a question', async ({ page, workspace }) => {
	await workspace.setAgent('paused');
	const task = await workspace.giveTask('Not wanted any more');
	await open(page, `/tasks/${task}`);
	await page.getByRole('button', { name: 'More for this task' }).click();
	await page.getByRole('menuitem', { name: 'Cancel this task' }).click();
	const question = page.getByRole('alertdialog', { name: 'Cancel this task?' });
	await expect(question).toBeVisible();
	await expectAccessible(page);
	await question.getByRole('button', { name: 'Cancel the task' }).click();
	await expect(state(page)).toHaveText('Cancelled');
	await expect(page.getByText('Cancelled by Dana Reyes')).toBeVisible();
});

test.describe('a page that has not heard the news', () => {
	test.use({ expectedProblems: [/events\.live|net::ERR_FAILED|409 \(Conflict\)/] });

	test('is told who decided already, and shows it', async ({ page, workspace, context }) => {
		const task = await workspace.toReview('Decided twice');
		const stale = await deafPage(context);
		await open(stale, `/tasks/${task}`);
		await expect(stale.getByRole('button', { name: 'Approve' })).toBeVisible();
		await open(page, `/tasks/${task}`);
		await page.getByRole('button', { name: 'Approve' }).click();
		await expect(state(page)).toHaveText('Done');

		await stale.getByRole('button', { name: 'Reject' }).click();
		await stale.getByRole('radio', { name: 'No longer needed' }).check();
		await stale.getByRole('form', { name: 'Reject this' }).getByRole('button', { name: 'Reject' }).click();
		await expect(stale.getByText('Already approved by you.', { exact: true })).toBeVisible();
		await expect(state(stale)).toHaveText('Done');
	});
});

test('everything by keyboard alone: find it, read it, send it back, approve it', async ({
	page,
	workspace
}) => {
	await workspace.toReview('By keyboard alone');
	const { keyboard } = page;
	await open(page, '/tasks?status=waiting');
	await expect(page.getByRole('link', { name: /By keyboard alone/ })).toBeVisible();
	await keyboard.press('j');
	await keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'By keyboard alone' })).toBeVisible();

	await keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
	await expectAccessible(page);
	await keyboard.press('a');
	await keyboard.press('Escape');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
	await expect(state(page)).toHaveText('Waiting for you');

	await keyboard.press('v');
	await expect(page.getByLabel('What should Nora change?')).toBeFocused();
	await keyboard.type('avr: letters in a field decide nothing');
	await keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Approve' })).toBeFocused();
	await keyboard.press('r');
	await expect(page.getByLabel('In your own words')).toBeFocused();
	await keyboard.type('Words with spaces choose no reason.');
	await expect(page.getByRole('radio', { name: 'Not what I asked for' })).not.toBeChecked();
	await keyboard.press('Escape');
	await expect(state(page)).toHaveText('Waiting for you');
	await keyboard.press('a');
	await expect(state(page)).toHaveText('Done');
	await expect(page.getByRole('link', { name: /Nothing else waits|^Next:/ })).toBeFocused();
});
