import type { Ask } from './api.ts';
import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';

/** Leaves the welcome tour, as "Skip for now" does. */
const skipTour = (ask: Ask) => ask('PATCH', '/api/workspace', { onboarded: true });

test('the first day says what to do', async ({ page, ask, signUp }) => {
	await signUp();
	await skipTour(ask);
	await page.goto('/dashboard');
	await expect(page.getByRole('heading', { level: 1, name: 'Welcome, Dana.' })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'How the first day goes' })).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Hire your first agent' }).click();
	await expect(page.getByRole('heading', { name: 'Who should help you?' })).toBeVisible();
});

test('the day fills by itself as agents work', async ({ page, ask, signUp }) => {
	await signUp();
	await skipTour(ask);
	await page.goto('/dashboard');
	await expect(page.getByRole('heading', { name: 'Welcome, Dana.' })).toBeVisible();
	const { id: agentId } = await ask('POST', '/api/agents', { roleTemplate: 'sales-development' });
	await expect(page.getByRole('heading', { level: 1, name: 'One thing waits for you.' })).toBeVisible();
	await ask('POST', '/api/tasks', {
		agentId,
		title: 'Follow up with Priya Shah',
		instructions: 'Ask Priya whether the 40 chairs in May are fine.'
	});
	await expect(page.getByRole('heading', { level: 1, name: 'Two things wait for you.' })).toBeVisible();
	const waiting = page.getByRole('region', { name: 'Waiting for you' });
	await expect(waiting.getByRole('listitem')).toHaveCount(2);
	const log = page.getByRole('region', { name: 'What happened' });
	await expect(log).toContainText('You hired Nora');
	await expect(log).toContainText('Nora finished Follow up with Priya Shah');
	await expect(page.getByRole('region', { name: 'Your team' })).toContainText('Sales Development');
	const plan = page.getByRole('region', { name: 'Your plan this month' });
	await expect(plan).toContainText('1 of 200');
	await expect(plan).toContainText('1 of 1');
	await expect(plan).toContainText('Nothing yet');
	await expectAccessible(page);
	await waiting.getByRole('link', { name: /^Review .*Priya/ }).click();
	await expect(page).toHaveURL(/\/inbox\?item=(action|result):[0-9a-f-]{36}$/);
});

test('a quiet day has nothing waiting', async ({ page, ask, signUp }) => {
	await signUp();
	await ask('POST', '/api/agents', { roleTemplate: 'marketing' });
	await page.goto('/dashboard');
	const waiting = page.getByRole('region', { name: 'Waiting for you' });
	const review = waiting.getByRole('link', { name: /^Review/ });
	const id = (await review.getAttribute('href'))?.split(':').at(-1) ?? '';
	await ask('PATCH', `/api/tasks/${id}`, { decision: 'approve' });
	await expect(page.getByRole('heading', { level: 1, name: 'Nothing waits for you.' })).toBeVisible();
	await expect(waiting.getByText('Nothing to review')).toBeVisible();
	await expect(page.getByRole('region', { name: 'What happened' })).toContainText('You approved');
	await expectAccessible(page);
});

test.describe('when the model fails', () => {
	test.use({ writer: 'model' });

	test('a failure says why and can be tried again', async ({ page, ask, signUp }) => {
		await signUp();
		const { id: agentId } = await ask('POST', '/api/agents', { roleTemplate: 'marketing' });
		const task = { agentId, title: 'Draft the newsletter', instructions: 'peer:refuse' };
		await ask('POST', '/api/tasks', task);
		await open(page, '/dashboard');
		const failed = page.getByRole('region', { name: 'Needs a look' });
		await expect(failed).toContainText('Mia could not finish');
		await expect(failed).toContainText('declined to do this task');
		await expect(page.getByRole('region', { name: 'Your plan this month' })).toContainText('$');
		await expectAccessible(page);
		await failed.getByRole('button', { name: 'Try again: Draft the newsletter' }).click();
		await expect(page.getByText('Mia tries again')).toBeVisible();
		await expect(page.getByRole('region', { name: 'What happened' })).toContainText(
			'You asked Mia to try Draft the newsletter again'
		);
	});
});

test.describe('on a phone in the dark', () => {
	test.use({ ...phone, ...dark });

	test('the day fits', async ({ page, ask, signUp }) => {
		await signUp();
		await ask('POST', '/api/agents', { roleTemplate: 'recruiting' });
		await page.goto('/dashboard');
		await expect(page.getByRole('heading', { level: 1, name: 'One thing waits for you.' })).toBeVisible();
		await expectFits(page);
		await expectAccessible(page);
	});
});
