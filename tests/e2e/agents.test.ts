import type { Page } from '@playwright/test';
import type { Ask } from './api.ts';
import { expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';

/** As another window would. */
const hire = (ask: Ask, roleTemplate: string) => ask('POST', '/api/agents', { roleTemplate });

async function fillSettings(page: Page) {
	await page.getByLabel('Name', { exact: true }).fill('Nora Lind');
	await page.getByRole('textbox', { name: 'Role' }).fill('Quotes and follow-ups');
	await page.getByRole('radio', { name: 'Plum' }).check();
	await page.getByLabel('What this agent does').fill('Follows up on quotes for chairs.');
	await page.getByRole('button', { name: 'Formal and polite' }).click();
	await page.getByRole('radiogroup', { name: 'Drafts in your Gmail' }).getByLabel('Off').check();
	await page.getByRole('radiogroup', { name: 'Rows in your Google Sheets' }).getByLabel('By itself').check();
	await page.getByRole('radiogroup', { name: 'Working hours' }).getByLabel('Set hours').check();
	await page.getByRole('checkbox', { name: 'Friday' }).uncheck();
	await page.getByLabel('From', { exact: true }).fill('08:30');
	await page.getByLabel('To', { exact: true }).fill('16:00');
}

test('somebody hires the first agent from the gallery', async ({ page, signUp }) => {
	await signUp();
	await open(page, '/agents');
	await expect(page.getByText('0 of 1 agent on the Free plan')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'See who you can hire' }).click();

	await expect(page.getByRole('heading', { name: 'Who should help you?' })).toBeVisible();
	await expect(
		page
			.getByRole('main')
			.getByRole('listitem')
			.filter({ has: page.getByRole('heading') })
	).toHaveCount(6);
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Ben, Bookkeeping' }).click();

	await expect(page.getByText('Amounts are copied exactly as printed')).toBeVisible();
	await page.getByText('Payment reminders for three overdue invoices').click();
	await expect(page.getByText('Sofia Almeida, Casa Verde')).toBeVisible();
	await expectAccessible(page);
	await page.getByLabel('Name', { exact: true }).fill('Benedikt');
	await page.getByRole('radio', { name: 'Walnut' }).check();
	await page.getByRole('button', { name: 'Calm and warm' }).click();
	await page.getByRole('button', { name: 'Hire Benedikt' }).click();

	await expect(page).toHaveURL(/\/agents\/[0-9a-f-]{36}$/);
	await expect(page.getByRole('heading', { level: 1, name: 'Benedikt' })).toBeVisible();
	await expect(page.getByText('Welcome, Benedikt')).toBeVisible();
	await expect(page.getByText('Calm and warm')).toBeVisible();
	await expect(page.getByRole('link', { name: /Introduce yourself, Benedikt/ }).first()).toBeVisible();
	await expectAccessible(page);
});

test('a full plan says so before anybody clicks, also when another window takes the place', async ({
	page,
	ask,
	signUp
}) => {
	await signUp();
	await open(page, '/agents/hire/recruiting');
	const button = page.getByRole('button', { name: 'Hire Ruth' });
	await expect(button).toBeEnabled();
	await hire(ask, 'marketing');
	await expect(button).toHaveAttribute('aria-disabled', 'true');
	await expect(button).toHaveAccessibleDescription(/The Free plan has room for one agent/);
	await button.focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/recruiting$/);
	await expectAccessible(page);

	await open(page, '/agents');
	await expect(page.getByText('1 of 1 agent on the Free plan')).toBeVisible();
	const refused = page.getByRole('button', { name: 'Hire someone' });
	await refused.focus();
	await expect(refused).toBeFocused();
	await expect(refused).toHaveAccessibleDescription(/room for one agent/);
	await expectAccessible(page);
});

test.describe('a place that is gone without the page knowing', () => {
	test.use({ expectedProblems: [/402 \(Payment Required\)/] });

	test('is refused with the way on', async ({ page, ask, signUp }) => {
		await signUp();
		await page.route('**/api/trpc/events.live**', (route) => route.fulfill({ status: 204 }));
		await open(page, '/agents/hire/recruiting');
		await hire(ask, 'marketing');
		await page.getByRole('button', { name: 'Hire Ruth' }).click();
		await expect(page.getByText(/The Free plan has room for one agent/)).toBeVisible();
		await expect(page.getByRole('link', { name: 'Plans' })).toBeVisible();
		await expect(page).toHaveURL(/recruiting$/);
	});
});

test.describe('settings', () => {
	test.use({ expectedProblems: [/400 \(Bad Request\)/] });

	test('every field of an agent can be changed', async ({ page, ask, signUp }) => {
		await signUp();
		const agent = await hire(ask, 'sales-development');
		await open(page, `/agents/${agent.id}`);
		await page.getByRole('main').getByRole('link', { name: 'Settings' }).click();
		await expect(page.getByRole('heading', { name: 'Settings of Nora' })).toBeVisible();
		await fillSettings(page);
		await expect(page.getByText('without asking, except to a sheet that is new')).toBeVisible();
		await expect(page.getByText('Not saved yet')).toBeVisible();
		await expectAccessible(page);
		await page.getByRole('button', { name: 'Save changes' }).click();
		await expect(page.getByText('Saved', { exact: true })).toBeVisible();
		await expect(page.getByText('Not saved yet')).toBeHidden();

		await open(page, `/agents/${agent.id}`);
		await expect(page.getByRole('heading', { level: 1, name: 'Nora Lind' })).toBeVisible();
		await expect(page.getByText('Quotes and follow-ups')).toBeVisible();
		await expect(page.getByText('Follows up on quotes for chairs.')).toBeVisible();
		await expect(page.getByText('Formal and polite')).toBeVisible();
		await expect(page.getByText('Puts no mails into your Drafts.')).toBeVisible();
		await expect(page.getByText('Adds rows to your Google Sheets without asking.')).toBeVisible();
		await expect(page.getByText('Monday to Thursday, 08:30 to 16:00')).toBeVisible();
		await open(page, `/agents/${agent.id}/settings`);
		await expect(page.getByRole('radio', { name: 'Plum' })).toBeChecked();
	});

	test('what is wrong is said at its field, and unsaved changes are not lost by accident', async ({
		page,
		ask,
		signUp
	}) => {
		await signUp();
		const agent = await hire(ask, 'sales-development');
		await open(page, `/agents/${agent.id}/settings`);
		await page.getByLabel('Name', { exact: true }).fill(' ');
		await page.getByRole('radio', { name: 'Set hours' }).check();
		await page.getByLabel('From', { exact: true }).fill('18:00');
		await page.getByRole('button', { name: 'Save changes' }).click();
		await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(
			'Please enter a name.'
		);
		await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
		await expect(page.getByText('The end must be later than the start.')).toBeVisible();
		await expectAccessible(page);

		await page.getByRole('link', { name: 'Nora', exact: true }).click();
		const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
		await expectAccessible(page);
		await question.getByRole('button', { name: 'Stay' }).click();
		await expect(page).toHaveURL(/settings$/);
		await expect(page.getByLabel('From', { exact: true })).toHaveValue('18:00');
		await page.getByRole('link', { name: 'Nora', exact: true }).click();
		await question.getByRole('button', { name: 'Leave' }).click();
		await expect(page).toHaveURL(new RegExp(`/agents/${agent.id}$`));
	});
});

test('an agent is paused, resumed, archived and brought back', async ({ page, ask, signUp }) => {
	await signUp();
	const agent = await hire(ask, 'operations');
	await open(page, `/agents/${agent.id}`);
	await page.getByRole('button', { name: 'Pause' }).click();
	await expect(page.getByText('Omar is paused and starts nothing.')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Resume' }).click();
	await expect(page.getByText('Omar is paused and starts nothing.')).toBeHidden();

	await page.getByRole('button', { name: 'Archive' }).click();
	const question = page.getByRole('alertdialog', { name: 'Archive Omar?' });
	await expect(question).toContainText('in line or being worked on are cancelled');
	await question.getByRole('button', { name: 'Archive' }).click();
	await expect(page.getByText('Omar has been archived and takes no tasks.')).toBeVisible();
	await expectAccessible(page);

	await page.getByRole('main').getByRole('link', { name: 'Agents' }).click();
	await expect(page.getByText('Nobody works here yet')).toBeVisible();
	await page.getByText('Archived (1)').click();
	await page.getByRole('link', { name: /Omar/ }).click();
	await page.getByRole('button', { name: 'Bring back' }).click();
	await expect(page.getByRole('link', { name: 'Give a task' })).toBeVisible();
});

test('an agent that is not there is not found', async ({ page, signUp }) => {
	await signUp();
	const answer = await page.request.get('/agents/01a20938-8a9e-703b-9ac3-b9d86c391315');
	expect(answer.status()).toBe(404);
	expect((await page.request.get('/agents/nonsense')).status()).toBe(404);
	expect((await page.request.get('/agents/hire/astronaut')).status()).toBe(404);
});

test.describe('on a phone', () => {
	test.use(phone);

	test('somebody hires and finds the agent', async ({ page, signUp }) => {
		await signUp();
		await open(page, '/agents/hire/customer-support');
		await page.getByRole('link', { name: 'Hire Sam' }).tap();
		await page.getByRole('button', { name: 'Hire Sam' }).tap();
		await expect(page.getByRole('heading', { level: 1, name: 'Sam' })).toBeVisible();
		await expectFits(page);
		await expectAccessible(page);
		await page.getByRole('link', { name: 'Settings' }).first().tap();
		await expect(page.getByRole('heading', { name: 'Settings of Sam' })).toBeVisible();
		await expectFits(page);
		await expectAccessible(page);
	});
});
