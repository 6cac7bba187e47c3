import { expect, expectAccessible, open, test } from './fixtures.ts';
import { current, heading, review, rows } from './inbox.ts';

test.use({ writer: 'model' });

test('a question is answered where it is asked, and the new version shows what changed', async ({
	page,
	workspace
}) => {
	await workspace.toReview('Something else');
	await workspace.toReview('Notes on the chairs', 'Write them. peer:asks');
	await open(page, '/inbox');
	await expect(heading(page)).toHaveText('Notes on the chairs');
	const send = review(page).getByRole('button', { name: 'Answer and send back' });
	await expect(send).toBeDisabled();
	await review(page).getByLabel('By which day?').fill('Friday, 4 December');
	await expectAccessible(page);
	await send.click();

	// It comes back by itself, although the same task was decided in this list a moment ago.
	await expect(rows(page).filter({ hasText: 'Notes on the chairs' })).toBeVisible({ timeout: 30_000 });
	await rows(page).filter({ hasText: 'Notes on the chairs' }).click();
	await expect(review(page).getByText('Version 2.')).toBeVisible();
	await expect(
		review(page).getByText('Version 2. You asked: By which day? Friday, 4 December')
	).toBeVisible();
	await expect(review(page).getByLabel('In which colour?')).toHaveCount(0);
	await review(page).getByRole('button', { name: 'Show what changed' }).click();
	const changes = review(page).getByRole('article', { name: 'What changed' });
	await expect(changes.locator('ins')).toContainText('Changed as asked: By which day?');
	await expectAccessible(page);
});

test('what is clicked on is in the address, and still there after a reload', async ({ page, workspace }) => {
	await workspace.toReview('The first');
	const second = await workspace.toReview('The second');
	await workspace.toReview('The third');
	await open(page, '/inbox');
	await expect(heading(page)).toHaveText('The third');
	await rows(page).filter({ hasText: 'The second' }).click();
	await expect(page).toHaveURL(`/inbox?item=result:${second}`);
	await page.reload();
	await expect(heading(page)).toHaveText('The second');
	await expect(current(page)).toContainText('The second');
});

test('a mail that was sent back says so under Decided, and leads to the newest version', async ({
	page,
	workspace
}) => {
	await workspace.toReview(
		'A mail',
		'Write to priya@harbour.example. peer:draft-email:priya@harbour.example'
	);
	await open(page, '/inbox');
	await review(page).getByRole('button', { name: 'Send back' }).click();
	await page.getByLabel('What should Nora change?').fill('Warmer.');
	await page.keyboard.press('Control+Enter');
	await page.getByRole('link', { name: /^Decided/ }).click();
	await expect(rows(page)).toHaveCount(1);
	await expect(review(page).getByRole('region', { name: 'What became of it' })).toContainText('Sent back');
	await expect(page.getByText('Rejected')).toHaveCount(0);
	const newest = review(page).getByRole('link', { name: 'See the newest one' });
	await expect(newest).toBeVisible({ timeout: 30_000 });
	await newest.click();
	await expect(review(page).getByText('Version 2.')).toBeVisible();
	await expect(review(page).getByRole('button', { name: 'Approve', exact: true })).toBeVisible();
});
