import type { Locator } from '@playwright/test';
import { expect, expectAccessible, open, test } from './fixtures.ts';
import { approve, heading, review, rows } from './inbox.ts';
import { state } from './workspace.ts';

test.use({ writer: 'model' });

const three =
	'Write to priya@harbour.example, tom@harbour.example and ida@harbour.example. peer:draft-email:priya@harbour.example peer:also-to:tom+ida';

test('a task’s page decides as the inbox does: one by one, all together, each with its undo', async ({
	page,
	workspace
}) => {
	const task = await workspace.toReview('Three mails', three);
	await open(page, `/tasks/${task}`);
	await expect(page.getByText('3 of 3 wait for you')).toBeVisible();
	await expect(review(page).getByRole('heading', { level: 2 }).first()).toHaveText(
		'Mail to priya@harbour.example · Hello from the peer'
	);
	await expectAccessible(page);
	await page.keyboard.press('a');
	await expect(page.getByText('2 of 3 wait for you')).toBeVisible();
	await expect(review(page).getByRole('heading', { level: 2 }).first()).toContainText('tom@harbour.example');
	await expect(state(page)).toHaveText('Waiting for you');
	await page.keyboard.press('z');
	await expect(page.getByText('3 of 3 wait for you')).toBeVisible();
	await expect(review(page).getByRole('heading', { level: 2 }).first()).toContainText(
		'priya@harbour.example'
	);

	await page.getByRole('button', { name: 'Approve all three …' }).click();
	const question = page.getByRole('dialog', { name: 'Approve 3 at once?' });
	await expect(question).toContainText(
		'3 drafts, 3 recipients, 3 new. You have ten seconds to undo all of it.'
	);
	await expectAccessible(page);
	await question.getByRole('button', { name: 'Approve 3' }).click();
	await expect(state(page)).toHaveText('Approved');
	await expect(page.getByRole('list', { name: 'Just approved' })).toContainText('3 drafts');
	await page.getByRole('button', { name: 'Undo 3 drafts' }).click();
	await expect(state(page)).toHaveText('Waiting for you');
	await expect(page.getByText('3 of 3 wait for you')).toBeVisible();
});

test('in the inbox the items of a task stand together in their order, and can be decided together', async ({
	page,
	workspace
}) => {
	await workspace.toReview('Three mails', three);
	await open(page, '/inbox?q=harbour');
	await expect(rows(page)).toHaveText([/priya@/, /tom@/, /ida@/]);
	await page.getByRole('button', { name: 'Approve all three …' }).click();
	await page.getByRole('button', { name: 'Approve 3' }).click();
	await expect(rows(page)).toHaveCount(0);
	await page.keyboard.press('z');
	await expect(rows(page)).toHaveCount(3);
});

test('a result is edited where it stands, asks about what is left open, and is approved with an undo', async ({
	page,
	workspace
}) => {
	await workspace.toReview('The plan');
	await open(page, '/inbox?q=plan');
	await expect(heading(page)).toHaveText('The plan');
	await page.keyboard.press('e');
	const text = page.getByLabel('The text, as Markdown');
	await expect(text).toBeFocused();
	await text.fill('# Plan\n\nDear **Priya**,\n\n[one or two sentences more]');
	await page.getByRole('radio', { name: 'Preview' }).check();
	await expect(page.getByRole('article', { name: 'The work' }).locator('strong')).toHaveText('Priya');
	await expectAccessible(page);
	await page.getByRole('radio', { name: 'Write' }).check();
	await page.getByRole('button', { name: 'Approve your version' }).click();
	const asked = page.getByRole('group', { name: 'Something is still to be filled in' });
	await expect(asked).toContainText('“[one or two sentences more]” is still to be filled in.');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Fill it in' }).click();
	await text.fill('# Plan\n\nDear **Priya**, done.');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('list', { name: 'Just approved' })).toContainText('The plan');
	await page.getByRole('button', { name: /^Undo/ }).click();
	await expect(heading(page)).toHaveText('The plan');
	await expect(page.getByRole('article', { name: 'The work' })).toContainText('Dear Priya, done.');
	await expect(page.getByText('Changed from Nora’s draft')).toBeVisible();
	await approve(page).click();
	await expect(rows(page).filter({ hasText: 'The plan' })).toHaveCount(0);
});

test('a result is downloaded, copied, and put before its reviewer as a mail', async ({ page, workspace }) => {
	const task = await workspace.toReview('The offer');
	await open(page, `/tasks/${task}`);
	for (const [name, ending] of [
		['Markdown', 'md'],
		['Word (DOCX)', 'docx'],
		['PDF', 'pdf']
	] as const) {
		await page.getByRole('button', { name: 'Download' }).click();
		const download = page.waitForEvent('download');
		await page.getByRole('menuitem', { name }).click();
		expect((await download).suggestedFilename()).toBe(`The offer.${ending}`);
	}
	await page.getByRole('button', { name: 'As a mail…' }).click();
	const form = page.getByRole('form', { name: 'As a mail' });
	await expect(form.getByLabel('To: address')).toBeFocused();
	await page.keyboard.type('priya@harbour.example');
	await expectAccessible(page);
	await form.getByRole('button', { name: 'Show me the mail' }).click();
	await expect(page.getByRole('article', { name: 'Mail: The offer' })).toContainText(
		'The work on "The offer" is done.'
	);
	await approve(page).click();
	await expect(state(page)).toHaveText('Approved');
	await expect(page.getByRole('button', { name: /^Undo/ }).first()).toBeVisible();
});

test.describe('at 200 % zoom and on a phone', () => {
	for (const [width, height] of [
		[720, 450],
		[390, 844]
	] as const)
		test(`what was just done stands above the decision, over nothing: ${width} wide`, async ({
			page,
			workspace
		}) => {
			await page.setViewportSize({ width, height });
			const task = await workspace.toReview('Three mails', three);
			const toast = page.getByRole('list', { name: 'Just approved' });
			const bar = page.getByRole('group', { name: 'Your decision' });
			/** By how much one ends above another. */
			const gap = async (above: Locator, below: Locator) => {
				const [one, other] = [await above.boundingBox(), await below.boundingBox()];
				return one && other ? other.y - (one.y + one.height) : NaN;
			};
			await open(page, `/tasks/${task}`);
			await approve(page).click();
			await expect.poll(() => gap(toast, bar)).toBeGreaterThanOrEqual(0);
			for (const button of await bar.getByRole('button').all())
				await expect(button).toBeInViewport({ ratio: 1 });
			await open(page, '/inbox?q=harbour');
			await rows(page).first().click();
			await approve(page).click();
			await expect.poll(() => gap(page.locator('[data-body]'), toast)).toBeGreaterThanOrEqual(0);
			await expect.poll(() => gap(toast, bar)).toBeGreaterThanOrEqual(0);
		});
});
