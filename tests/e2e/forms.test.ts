import type { Browser, Page } from '@playwright/test';
import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';

// What the form asks for again is answered so.
test.use({ expectedProblems: [/status of (409|410|422)/] });

/** Somebody who has no account, no cookie and no script, on a phone in the dark. */
async function stranger(browser: Browser): Promise<Page> {
	const context = await browser.newContext({ ...phone, ...dark, javaScriptEnabled: false });
	return context.newPage();
}

test('a stranger fills in the form, and a reply waits in the inbox', async ({
	page,
	browser,
	workspace,
	ask
}) => {
	await open(page, `/workflows/new?template=new-lead-reply&agent=${workspace.agentId}`);
	await page.getByLabel('What you offer').fill('Wooden chairs made to order, from £120 each.');
	await page.getByRole('radio', { name: 'By a form' }).check();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Switch it on' }).click();
	await expect(page.getByText('Whenever the form is sent.')).toBeVisible();
	const address = await page.getByText(/\/forms\/[\w-]{54}$/).innerText();
	await expectAccessible(page);

	const visitor = await stranger(browser);
	const answer = await visitor.goto(address);
	expect(answer?.headers()['x-robots-tag']).toBe('noindex, nofollow');
	await expect(visitor.locator('script')).toHaveCount(0);
	await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Write to Northwind Chairs');
	await expectFits(visitor);
	await visitor.getByLabel('Name', { exact: true }).fill('Priya Shah');
	await visitor.getByLabel('How can we help?').fill('We need 40 chairs for our café in March.');
	const thanks = visitor.getByRole('heading', { name: 'Thank you' });
	// Whoever is quicker than a person is asked again, with all that was filled in.
	const send = (until: () => Promise<void>) =>
		expect(async () => {
			await visitor.getByRole('button', { name: 'Send' }).click();
			await until();
		}).toPass();
	await send(() => expect(visitor.getByText('E-mail: Please fill this in.')).toBeVisible({ timeout: 1_000 }));
	await expect(visitor.getByLabel('Name', { exact: true })).toHaveValue('Priya Shah');
	await visitor.getByLabel('E-mail').fill('priya@harbour.example');
	await send(() => expect(thanks).toBeVisible({ timeout: 1_000 }));
	await expectFits(visitor);

	// Looked at with scripts and in the light: axe needs one.
	const reader = await (await browser.newContext()).newPage();
	await reader.goto(address);
	await expectAccessible(reader);

	const history = page.getByRole('list', { name: 'History' });
	await expect(history).toContainText('A form was sent.', { timeout: 30_000 });
	await expect(history).toContainText('Waiting for you', { timeout: 30_000 });
	await open(page, '/inbox');
	await expect(page.getByRole('main')).toContainText('priya@harbour.example');

	const { items } = await ask<{ items: { id: string }[] }>('GET', '/api/workflows');
	await ask('PATCH', `/api/workflows/${items[0]?.id}`, { paused: 'On holiday.' });
	await reader.reload();
	await expect(reader.getByText('This form is closed just now.')).toBeVisible();
	await visitor.context().close();
	await reader.context().close();
});

test('a webhook gets an address, a new one, and a secret that is shown once', async ({ page, workspace }) => {
	await open(page, `/workflows/new?template=new-lead-reply&agent=${workspace.agentId}`);
	await page.getByLabel('What you offer').fill('Wooden chairs made to order.');
	await page.getByRole('button', { name: 'Switch it on' }).click();
	await expect(page.getByText('None by itself: it starts when you run it.')).toBeVisible();
	await page.getByRole('button', { name: 'Change' }).click();
	await page.getByRole('radio', { name: 'By webhook' }).check();
	await page.getByRole('button', { name: 'Save' }).click();
	const shown = page.getByText(/\/api\/hooks\/[\w-]{54}$/);
	const first = await shown.innerText();
	await page.getByRole('button', { name: 'Make a new address' }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Make a new address' }).click();
	await expect(shown).not.toHaveText(first);
	await page.getByRole('button', { name: 'Require a signature' }).click();
	await expect(page.getByText(/^whsec_/)).toBeVisible();
	await expectAccessible(page);
	await page.setViewportSize({ width: 390, height: 844 });
	await expectFits(page);
	await page.reload();
	await expect(page.getByText('Only posts with a signature')).toBeVisible();
	await expect(page.getByText(/^whsec_/)).toHaveCount(0);

	const body = { name: 'Priya', email: 'priya@harbour.example', message: 'Chairs?' };
	const answer = await fetch(await shown.innerText(), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});
	expect(answer.status).toBe(401);
	await page.reload();
	await expect(page.getByRole('list', { name: 'History' })).toContainText('Refused: It has to be signed');
});
