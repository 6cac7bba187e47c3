import { letModelAnswer } from './model.ts';
import { state } from './workspace.ts';
import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';

test.use({ writer: 'model' });

test('at the spending limit a task waits and says why, and goes on when the limit is raised', async ({
	page,
	workspace
}) => {
	await open(page, '/settings#spending');
	const spending = page.getByRole('region', { name: 'Spending' });
	const limit = spending.getByLabel('Monthly limit');
	const save = spending.getByRole('button', { name: 'Set the limit' });
	await expect(limit).toHaveValue('25');
	await expect(save).toBeDisabled();
	await limit.fill('a little');
	await limit.press('Enter');
	await expect(limit).toHaveAccessibleDescription(/Please enter an amount in dollars/);
	await limit.fill('1.00');
	await save.click();
	await expect(spending.getByText(/^\$0\.\d+ of \$1\.00$/)).toBeVisible();
	await expectAccessible(page);

	await workspace.toReview('An expensive answer', 'peer:costly');
	const strip = page.getByText('This month’s spending limit of $1.00 is reached.');
	await expect(strip).toBeVisible();

	const second = await workspace.giveTask('One more mail');
	await open(page, `/tasks/${second}`);
	const why = page.getByRole('heading', { name: 'This month’s spending limit is reached, so this waits' });
	await expect(why).toBeVisible({ timeout: 30_000 });
	await expect(state(page)).toHaveText('In line');
	await expect(page.getByText('The task goes on when you raise the limit')).not.toHaveCount(0);
	await expect(page.getByRole('complementary', { name: 'Record' })).toContainText(
		'This month’s spending limit is reached, until'
	);
	await expectAccessible(page);

	await page.getByRole('main').getByRole('link', { name: 'Raise the limit' }).click();
	await expect(page).toHaveURL(/\/settings#spending$/);
	await spending.getByRole('button', { name: 'Back to the plan’s $25' }).click();
	await expect(limit).toHaveValue('25');
	await expect(strip).toBeHidden();
	await page.goto(`/tasks/${second}`);
	await expect(state(page)).toHaveText('Waiting for you', { timeout: 30_000 });
});

test('everyone is paused from the menu, hears what was running, and resumes', async ({ page, workspace }) => {
	await open(page, '/agents');
	const running = await workspace.giveTask('A long letter', 'peer:held:long-letter');
	await workspace.untilStatus(running, 'in_progress');
	await page.getByRole('button', { name: /account/ }).click();
	await page.getByRole('menuitem', { name: 'Pause everyone' }).click();
	const question = page.getByRole('alertdialog', { name: 'Pause everyone?' });
	await expect(question).toBeFocused();
	await expect(question).toContainText('tasks wait in line and nothing is lost');
	await expectAccessible(page);
	await question.getByRole('button', { name: 'Pause everyone' }).click();
	const told = page.getByRole('dialog', { name: 'Everyone is paused' });
	await expect(told.getByRole('link', { name: /A long letter/ })).toBeVisible();
	await expectAccessible(page);
	await told.getByRole('button', { name: 'Done' }).click();
	await expect(page.getByText(/^All agents are paused since \d\d:\d\d/)).toBeVisible();

	const waiting = await workspace.giveTask('Another letter');
	await letModelAnswer('long-letter');
	await workspace.untilStatus(running, 'needs_review');
	await expect(page.getByRole('link', { name: /^Nora/ })).toContainText('On hold');
	await open(page, `/tasks/${waiting}`);
	await expect(page.getByRole('heading', { name: 'All agents are paused, so this waits' })).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Resume', exact: true }).click();
	await expect(page.getByText(/^All agents are paused since/)).toBeHidden();
	await expect(state(page)).toHaveText('Waiting for you', { timeout: 30_000 });
});

test('the panic button is in the palette too, and what goes on is watched by keyboard', async ({
	page,
	workspace
}) => {
	await open(page, '/settings');
	await page.getByRole('link', { name: 'Processes, queue and failures' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'How the work is going' })).toBeVisible();
	const processes = page.getByRole('region', { name: 'Processes' });
	await expect(processes.getByRole('listitem').filter({ hasText: 'Worker' })).toContainText(
		/seen\s+\d+ s ago/
	);
	await expect(processes.getByRole('listitem').filter({ hasText: 'Web' })).toBeVisible();
	await expect(page.getByText('Nothing failed.')).toBeVisible();
	await expectAccessible(page);

	const task = await workspace.giveTask('A mail that is refused', 'peer:refuse');
	await workspace.untilStatus(task, 'failed');
	const failure = page.getByRole('region', { name: 'Failed in the last day' }).getByRole('link');
	await expect(failure).toContainText('A mail that is refused');
	await expect(failure).toContainText('The AI model declined');

	await page.keyboard.press('Control+k');
	await page.getByRole('combobox').fill('panic');
	await page.keyboard.press('Enter');
	const question = page.getByRole('alertdialog', { name: 'Pause everyone?' });
	await expect(question).toBeFocused();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	await expect(question.getByRole('button', { name: 'Pause everyone' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog', { name: 'Everyone is paused' })).toContainText(
		'Nobody was in the middle of anything.'
	);
	await page.keyboard.press('Escape');
	await workspace.giveTask('Held back');
	const waits = page.getByRole('region', { name: 'Why tasks wait' });
	await expect(waits.getByRole('listitem')).toContainText('All agents are paused');
	await expectAccessible(page);

	await failure.focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(`/tasks/${task}`);
	const record = page.getByRole('complementary', { name: 'Record' });
	await expect(record.getByText('Writing the draft')).toBeVisible();
	await expect(record.getByText('1,200 tokens in, 300 out · $0.0003')).toBeVisible();
});

test.describe('on a phone, in the dark', () => {
	test.use({ ...phone, ...dark });

	test('limit, lost answers and processes fit, and what is chosen is kept', async ({ page, signUp }) => {
		await signUp();
		await open(page, '/settings#spending');
		const lost = page.getByRole('group', { name: 'When a model’s answer gets lost on the way' });
		await lost.getByRole('radio', { name: 'Ask me' }).check();
		await expect(page.getByText('Saved', { exact: true })).toBeVisible();
		await page.reload();
		await expect(lost.getByRole('radio', { name: 'Ask me' })).toBeChecked();
		await expectAccessible(page);
		await expectFits(page);
		await page.goto('/settings/engine');
		await expect(page.getByText('Nothing waits.')).toBeVisible();
		await expectAccessible(page);
		await expectFits(page);
	});
});
