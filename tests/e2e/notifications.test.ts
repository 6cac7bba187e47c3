import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';

test.describe('a mail in the mailbox', () => {
	// The mailbox shows mails in a frame that runs nothing, not even what the browser is driven with.
	test.use({ expectedProblems: [/Blocked script execution in '[^']*\/mailbox\//] });

	test('work that waits is told by mail, and the link in it opens the page that asks', async ({
		page,
		workspace,
		ask,
		context,
		baseURL
	}) => {
		test.setTimeout(120_000);
		// Whoever asks says they came to another host; no link may believe it.
		const forged = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
		const task = {
			agentId: workspace.agentId,
			title: 'Follow up with Priya',
			instructions: 'Write to Priya Shah <priya@harbour.example> about the 40 chairs and delivery in May.'
		};
		const { id } = await ask('POST', '/api/tasks', task, forged);
		await workspace.untilStatus(id, 'needs_review');

		await page.goto('/settings#mail');
		const section = page.getByRole('region', { name: 'Mail', exact: true });
		await expect(section.getByRole('radio', { name: 'Immediately' })).toBeChecked();
		await expect(section.getByText(workspace.email)).toBeVisible();
		const opened = page.waitForEvent('popup');
		await section.getByRole('link', { name: 'sandbox’s mailbox' }).click();
		const mailbox = await opened;
		const subject = mailbox.getByRole('link', { name: /waits? for you/ });
		await expect(async () => {
			await mailbox.reload();
			await expect(subject).toHaveCount(1, { timeout: 500 });
		}).toPass({ timeout: 60_000 });
		await subject.click();
		// Her introduction may be in the same mail.
		await expect(mailbox.getByRole('heading', { name: /^One draft .*for you$/ })).toBeVisible();
		const mail = mailbox.frameLocator('iframe');
		await expect(mail.getByText('evil.example')).toHaveCount(0);
		const link = mail.getByRole('link', { name: /Nora: Mail to priya/i });
		await expect(link).toHaveAttribute('href', new RegExp(`^${baseURL}/inbox\\?item=action:`));

		const asked = context.waitForEvent('page');
		await link.click();
		const inbox = await asked;
		await expect(inbox).toHaveURL(/\/inbox\?item=action/);
		await expect(inbox.getByRole('button', { name: 'Approve' }).first()).toBeVisible();
		await expect(inbox.getByRole('main')).toContainText('priya@harbour.example');
		// Opening it has decided nothing.
		await workspace.untilStatus(id, 'needs_review');
	});
});

test('a member chooses by keyboard when mail comes, and it is kept', async ({ page, signUp }) => {
	await signUp();
	await open(page, '/settings#mail');
	const section = page.getByRole('region', { name: 'Mail', exact: true });
	await section.getByRole('radio', { name: 'Immediately' }).focus();
	await page.keyboard.press('ArrowDown');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.reload();
	await expect(section.getByRole('radio', { name: 'Once a day' })).toBeChecked();
	await expectAccessible(page);
});

test.describe('on a phone, in the dark', () => {
	test.use({ ...phone, ...dark });

	test('mail can be switched off', async ({ page, signUp }) => {
		await signUp();
		await open(page, '/settings#mail');
		const section = page.getByRole('region', { name: 'Mail', exact: true });
		await section.getByRole('radio', { name: 'Off' }).tap();
		await expect(page.getByText('Saved', { exact: true })).toBeVisible();
		await expectAccessible(page);
		await page.reload();
		await expect(section.getByRole('radio', { name: 'Off' })).toBeChecked();
		await expectFits(page);
	});
});
