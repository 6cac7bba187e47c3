import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';
import { allow, newAccount } from './google.ts';

test('connect Google, see that it works, lose it, reconnect it, disconnect it', async ({
	page,
	signUp,
	google: atGoogle
}) => {
	await signUp();
	const email = newAccount();
	await page.goto('/integrations');
	const google = page.getByRole('region', { name: 'Google' });
	await expect(page.getByText('Google is played on this machine: nothing real is written.')).toBeVisible();
	await expect(google.getByText('Not connected')).toBeVisible();
	await expectAccessible(page);

	await google.getByRole('link', { name: 'Connect Google' }).click();
	await allow(page, email);
	await expect(page).toHaveURL('/integrations');
	await expect(google.getByText(email)).toBeVisible();
	await expect(google.getByText('Connected', { exact: true })).toBeVisible();
	await expect(google.getByText('Allowed', { exact: true })).toHaveCount(2);
	await expectAccessible(page);

	await open(page, '/integrations');
	await google.getByRole('button', { name: 'Check now' }).click();
	await expect(google.getByText(/Last checked now, all well/)).toBeVisible();
	await expect(google.getByRole('button', { name: 'Check now' })).not.toHaveAttribute('aria-busy', 'true');
	await atGoogle.revoke(email);
	await google.getByRole('button', { name: 'Check now' }).click();
	await expect(google.getByText('Google no longer accepts this connection.')).toBeVisible();
	await expectAccessible(page);
	await page.goto('/tasks');
	const strip = page.getByRole('status').getByRole('link', { name: 'Reconnect Google' });
	await strip.click();
	await expect(page.getByRole('radio', { name: email })).toBeChecked();
	await page.getByRole('button', { name: 'Allow' }).click();
	await expect(page).toHaveURL('/tasks');
	await expect(strip).toHaveCount(0);

	await open(page, '/integrations');
	await google.getByRole('button', { name: 'Disconnect' }).click();
	const sure = page.getByRole('alertdialog', { name: 'Disconnect Google?' });
	await expect(sure).toContainText(email);
	await sure.getByRole('button', { name: 'Disconnect' }).click();
	await expect(google.getByText('Not connected')).toBeVisible();
	// Google is told afterwards.
	const grants = async () => (await atGoogle.state()).grants.filter((grant) => grant.email === email);
	await expect.poll(grants).toEqual([]);
});

const about = 'Write a follow-up mail to Priya Shah <priya@harbour.example> about the four chairs.';

test('what was approved waits for the connection, goes out once, and counts for its account only', async ({
	page,
	workspace,
	google
}) => {
	test.setTimeout(120_000);
	const [mine, other] = [newAccount(), newAccount()];
	await page.goto('/integrations');
	const first = await workspace.toReview('Follow up with Priya', about);
	await workspace.approve(first);
	await expect(page.getByText('1 approved action waits for this')).toBeVisible();
	await page.getByRole('link', { name: 'Connect Google' }).click();
	await allow(page, mine);
	await expect.poll(() => google.draftsOf(mine), { timeout: 30_000 }).toHaveLength(1);
	await workspace.untilStatus(first, 'completed');

	await google.revoke(mine);
	await open(page, '/integrations');
	await page.getByRole('button', { name: 'Check now' }).click();
	const second = await workspace.toReview('Follow up with Priya', about);
	await workspace.approve(second);
	const strip = page.getByRole('status').filter({ hasText: '1 approved action waits' });
	await expect(strip).toBeVisible();
	await strip.getByRole('link', { name: 'Reconnect Google' }).click();
	await allow(page, other);
	await expect(page.getByRole('region', { name: 'Google' }).getByText(other)).toBeVisible();
	await workspace.untilStatus(second, 'needs_review');
	expect(await google.draftsOf(other)).toEqual([]);
	expect(await google.draftsOf(mine)).toHaveLength(1);
});

test('who unticks the sheets allows them later; who says no is not scolded', async ({ page, signUp }) => {
	await signUp();
	await page.goto('/integrations');
	const google = page.getByRole('region', { name: 'Google' });
	await google.getByRole('link', { name: 'Connect Google' }).click();
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByText('You said no on Google’s page, and that is fine')).toBeVisible();
	await expectAccessible(page);

	const email = newAccount();
	await google.getByRole('link', { name: 'Connect Google' }).click();
	await allow(page, email, [/Google Sheets/]);
	await expect(page.getByText('Google is connected, but the box for Sheets was not ticked')).toBeVisible();
	await expect(
		google.getByText('Its box was left empty on Google’s page, so such actions wait.')
	).toHaveCount(1);
	await expect(google.getByText('Not allowed, so such actions wait.')).toHaveCount(1);
	await google.getByRole('link', { name: 'Allow Sheets too' }).click();
	await page.getByRole('button', { name: 'Allow' }).click();
	await expect(google.getByText('Allowed', { exact: true })).toHaveCount(2);
});

test('a consent that is not ours connects nothing', async ({ page, signUp }) => {
	await signUp();
	await page.goto('/api/oauth/google/callback?state=made-up&code=made-up');
	await expect(page.getByRole('alert')).toContainText('That took too long, or was used already');
	await page.goto('/integrations?problem=<script>alert(1)</script>');
	await expect(page.getByRole('alert')).toHaveCount(0);
	await page.goto('/api/oauth/google/start?next=https://elsewhere.example');
	await allow(page, newAccount());
	await expect(page).toHaveURL('/integrations');
});

test('a stranger is asked to sign in first', async ({ page }) => {
	await page.goto('/api/oauth/google/start');
	await expect(page).toHaveURL('/sign-in?next=/integrations');
	await page.goto('/api/oauth/google/callback?state=made-up&code=made-up');
	await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test.describe('the address book', () => {
	// What is no address is refused by the server.
	test.use({ expectedProblems: [/400 .*addressBook\.add/] });
	test('add, refuse, remove and take back, by keyboard alone', async ({ page, signUp }) => {
		await signUp();
		await open(page, '/integrations');
		const people = page.getByRole('region', { name: 'People' });
		await people.getByRole('button', { name: 'Add a person' }).press('Enter');
		await expect(people.getByLabel('E-mail address')).toBeFocused();
		await page.keyboard.type('priya');
		await page.keyboard.press('Enter');
		await expect(people.getByLabel('E-mail address')).toHaveAttribute('aria-invalid', 'true');
		await page.keyboard.type('@harbour.example');
		await page.keyboard.press('Tab');
		await page.keyboard.type('Priya Shah');
		await page.keyboard.press('Enter');
		await expect(people.getByText('priya@harbour.example')).toBeVisible();
		await expect(people.getByRole('button', { name: 'Add a person' })).toBeFocused();
		await expectAccessible(page);
		await people.getByRole('button', { name: 'Remove Priya Shah' }).press('Enter');
		await expect(people.getByText('priya@harbour.example')).toHaveCount(0);
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(people.getByText('priya@harbour.example')).toBeVisible();

		const hooks = page.getByRole('region', { name: 'Webhook addresses' });
		await hooks.getByRole('button', { name: 'Add an address' }).click();
		await hooks.getByLabel('Address', { exact: false }).first().fill('https://hooks.northwind.example/in');
		await hooks.getByRole('button', { name: 'Add an address' }).click();
		await expect(hooks.getByText('https://hooks.northwind.example/in')).toBeVisible();
		await hooks.getByRole('button', { name: 'Show' }).click();
		await expect(hooks.getByText(/^whsec_/)).toBeVisible();
		await hooks.getByRole('button', { name: 'Remove hooks.northwind.example' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
		await expect(hooks.getByText('https://hooks.northwind.example/in')).toHaveCount(0);
	});
});

test.describe('on a phone, in the dark', () => {
	test.use({ ...phone, ...dark });
	test('it fits, and Settings leads to it', async ({ page, signUp }) => {
		await signUp();
		await page.goto('/settings');
		await page.getByRole('link', { name: 'Google and the address book' }).click();
		await expect(page.getByRole('heading', { level: 1, name: 'Integrations' })).toBeVisible();
		await expectFits(page);
		await expectAccessible(page);
	});
});
