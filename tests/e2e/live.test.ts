import { markPage, state } from './desk.ts';
import { expect, test } from './fixtures.ts';

test.use({ writer: 'model' });

test('the list and its counts follow the work without a reload', async ({ page, desk }) => {
	await desk.setAgent('paused');
	await page.goto('/tasks');
	const checkSamePage = await markPage(page);
	await desk.giveTask('Comes in while you look');
	const row = page.getByRole('link', { name: /Comes in while you look/ });
	await expect(row).toContainText('In line');
	await desk.setAgent('active');
	await expect(row).toContainText('Waiting for you', { timeout: 30_000 });
	const waiting = page
		.getByRole('navigation', { name: 'Tasks by state' })
		.getByRole('link', { name: /^Waiting/ });
	await expect(waiting).toContainText(/[1-9]/);
	await expect(page).toHaveTitle(/^\(\d+\) Tasks/);
	await checkSamePage();
});

test.describe('after a lost connection', () => {
	test.use({ expectedProblems: [/net::ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED|FAILED)/] });

	test('the page says so, resumes and catches up', async ({ page, desk, context }) => {
		await desk.setAgent('paused');
		const task = await desk.giveTask('Finished while you were offline');
		await page.goto(`/tasks/${task}`);
		await expect(page.getByRole('heading', { name: 'Nora is paused, so this waits' })).toBeVisible();
		const checkSamePage = await markPage(page);
		await context.setOffline(true);
		await expect(page.getByText('You are offline, showing what we had.')).toBeVisible();
		await desk.setAgent('active');
		await desk.untilStatus(task, 'needs_review');
		await expect(state(page)).toHaveText('In line');
		await context.setOffline(false);
		await expect(state(page)).toHaveText('Waiting for you', { timeout: 30_000 });
		await expect(page.getByText('You are offline')).toBeHidden();
		await checkSamePage();
	});
});
