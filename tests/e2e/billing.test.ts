import { expect as expectThat, type Page } from '@playwright/test';
import { awake, expect, expectAccessible, expectFits, open, test } from './fixtures.ts';
import { stripeClient } from '../support/stripe-client.ts';
import { setPlan } from './plan.ts';

/** A new person on the page for plan and billing. */
async function atBilling(page: Page): Promise<void> {
	await open(page, '/billing');
	await expect(page.getByRole('heading', { name: 'Plan and billing' })).toBeVisible();
}

async function toPayment(page: Page, plan: string): Promise<void> {
	await page.getByRole('button', { name: `Choose ${plan}` }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Continue to payment' }).click();
	await expect(page.getByRole('heading', { name: `Subscribe to ${plan}` })).toBeVisible();
}

async function pay(page: Page, card: RegExp): Promise<void> {
	await page.getByRole('radio', { name: card }).check();
	await page.getByRole('button', { name: 'Subscribe' }).click();
}

const yours = (page: Page) => page.getByRole('region', { name: 'Your plan' });

async function buy(page: Page, plan: string): Promise<void> {
	await atBilling(page);
	await toPayment(page, plan);
	await pay(page, /good card/);
	await expect(yours(page).getByText(plan, { exact: true })).toBeVisible();
}

test('a plan is bought, changed with a preview, cancelled and kept', async ({ page, signUp }) => {
	await signUp();
	await buy(page, 'Starter');
	await expect(page).toHaveURL('/billing');
	await expect(yours(page).getByText('$29')).toBeVisible();
	await expectAccessible(page);
	await expectFits(page);

	await page.getByRole('button', { name: 'Choose Pro' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByText('$99')).toBeVisible();
	const due = await dialog.getByRole('definition').last().innerText();
	expectThat(due).toBe('$70');
	await expectAccessible(page);
	await dialog.getByRole('button', { name: 'Continue to payment' }).click();
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(yours(page).getByText('Pro', { exact: true })).toBeVisible();

	await page.getByRole('button', { name: 'Choose Starter' }).click();
	await expect(dialog.getByText('$0')).toBeVisible();
	await dialog.getByRole('button', { name: 'Continue' }).click();
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(yours(page).getByText(/Becomes Starter on/)).toBeVisible();

	await page.getByRole('button', { name: 'Cancel the plan' }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the plan' }).click();
	await expect(yours(page).getByText(/Pro ends on/)).toBeVisible();
	await page.getByRole('button', { name: 'Keep Pro' }).click();
	await expect(yours(page).getByText(/The next bill comes on/)).toBeVisible();
});

test.describe('what is not paid', () => {
	test.use({ expectedProblems: [/402/] });

	test('a declined card and a confirmation that nobody gives cost nothing', async ({ page, signUp }) => {
		await signUp();
		await atBilling(page);
		await toPayment(page, 'Starter');
		await pay(page, /^A card that is declined/);
		await expect(page.getByRole('alert')).toHaveText('Your card was declined.');
		await pay(page, /asks to confirm \(3-D/);
		await expect(page.getByRole('heading', { name: /is this you/ })).toBeVisible();
		await open(page, '/billing');
		await expect(yours(page).getByText('Free', { exact: true })).toBeVisible();
	});
});

test('two tabs and a double click lead to one payment', async ({ page, context, signUp }) => {
	await signUp();
	await atBilling(page);
	const other = await context.newPage();
	await atBilling(other);
	for (const tab of [page, other]) {
		await tab.getByRole('button', { name: 'Choose Pro' }).click();
		await tab.getByRole('dialog').getByRole('button', { name: 'Continue to payment' }).dblclick();
	}
	await expect(page.getByRole('heading', { name: 'Subscribe to Pro' })).toBeVisible();
	await expect(other).toHaveURL(page.url());
	await pay(page, /good card/);
	await expect(yours(page).getByText('Pro', { exact: true })).toBeVisible();
});

test('prices are on the site, and a choice there leads through signing in straight to the payment', async ({
	page,
	signUp,
	context
}) => {
	const { email, password } = await signUp();
	await context.clearCookies();
	await page.goto('/pricing');
	await expect(page.getByText('$99')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Choose Pro' }).click();
	await expect(page).toHaveURL(/sign-in\?next=/);
	await awake(page);
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('dialog', { name: /^Pro/ })).toBeVisible();
	await page.getByRole('dialog').getByRole('button', { name: 'Continue to payment' }).click();
	await expect(page.getByRole('heading', { name: 'Subscribe to Pro' })).toBeVisible();
	await page.goBack();
	await expect(page.getByRole('heading', { name: 'Plan and billing' })).toBeVisible();
});

test('at the limit a larger plan is offered where it is needed', async ({ page, workspace }) => {
	expectThat(workspace.agentId).not.toBe('');
	await open(page, '/agents/hire');
	await page.getByRole('button', { name: 'See Starter' }).first().click();
	await expect(
		page
			.getByRole('dialog', { name: /^Starter/ })
			.getByText('$29')
			.first()
	).toBeVisible();
});

test.describe('where only these buy', () => {
	// A month passes for all who have, so these two go one after the other.
	test.describe.configure({ mode: 'default' });
	test.use({ writer: 'model' });

	test('two payments at once: one is kept, and who made the other is told that it was given back', async ({
		page,
		context,
		signUp
	}) => {
		await signUp();
		await atBilling(page);
		await toPayment(page, 'Pro');
		const stripe = stripeClient({ url: process.env.STRIPE_MODEL_URL ?? '' });
		const first = await stripe.checkout.sessions.retrieve(
			new URL(page.url()).pathname.split('/').at(-1) ?? ''
		);
		const about = { ...first.metadata };
		const second = await stripe.checkout.sessions.create({
			mode: 'subscription',
			customer: String(first.customer),
			client_reference_id: String(first.client_reference_id),
			line_items: [{ price: String(about['price']), quantity: 1 }],
			success_url: String(first.success_url),
			metadata: about,
			subscription_data: { metadata: about }
		});
		await pay(page, /good card/);
		await expect(yours(page).getByText('Pro', { exact: true })).toBeVisible();
		const other = await context.newPage();
		await other.goto(String(second.url));
		await pay(other, /good card/);
		await expect(other.getByRole('heading', { name: 'Paid twice, and given back' })).toBeVisible();
		await expectAccessible(other);
		await other.getByRole('link', { name: 'Plan and billing' }).click();
		await expect(yours(other).getByText('Pro', { exact: true })).toBeVisible();
	});

	test('a card that lapses is said with a way to another, which brings everything back', async ({
		page,
		request,
		signUp
	}) => {
		await signUp();
		await atBilling(page);
		await toPayment(page, 'Starter');
		await pay(page, /works once/);
		await expect(yours(page).getByText(/The next bill comes on/)).toBeVisible();
		const month = { advanceSeconds: 32 * 86_400 };
		expectThat(
			(await request.post(`${process.env.STRIPE_MODEL_URL}/sandbox/faults`, { data: month })).ok()
		).toBe(true);
		await expect(yours(page).getByText(/The card was declined\. Starter stays until/)).toBeVisible();
		await expectAccessible(page);
		await expectFits(page);
		await page.getByRole('button', { name: 'Use another card' }).click();
		await page.getByRole('radio', { name: 'A good card' }).check();
		await page.getByRole('button', { name: 'Use this card' }).click();
		await expect(yours(page).getByText(/The next bill comes on/)).toBeVisible();
		await expect(yours(page).getByText('Starter', { exact: true })).toBeVisible();
	});
});

test('over the limit the owner says who goes on, and a larger plan brings the others back', async ({
	page,
	ask,
	workspace
}) => {
	await setPlan(workspace.email, 'starter');
	for (const name of ['Omar', 'Ruth']) await ask('POST', '/api/agents', { roleTemplate: 'operations', name });
	await setPlan(workspace.email, 'free');
	await open(page, '/billing');
	const whoWorks = page.getByRole('region', { name: 'Who works' });
	await expect(whoWorks.getByText('Rests')).toHaveCount(2);
	await expectAccessible(page);
	await whoWorks.getByRole('checkbox', { name: /Ruth/ }).check();
	await expect(whoWorks.getByText('At most 1')).toBeVisible();
	await expect(whoWorks.getByRole('button', { name: 'Let these work' })).toBeDisabled();
	await whoWorks.getByRole('checkbox', { name: /Nora/ }).uncheck();
	await whoWorks.getByRole('button', { name: 'Let these work' }).click();
	await expect(
		whoWorks.getByRole('listitem').or(whoWorks.locator('label')).filter({ hasText: 'Nora' })
	).toContainText('Rests');
	await setPlan(workspace.email, 'starter');
	await open(page, '/billing');
	await expect(page.getByRole('heading', { name: 'Plan and billing' })).toBeVisible();
	await expect(whoWorks).toBeHidden();
	expectThat((await ask<{ items: { status: string }[] }>('GET', '/api/agents')).items).toMatchObject([
		{ status: 'active' },
		{ status: 'active' },
		{ status: 'active' }
	]);
});
