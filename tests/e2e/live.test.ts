import { markPage, state } from './desk.ts';
import { expect, open, test } from './fixtures.ts';

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
		await open(page, `/tasks/${task}`);
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

test.describe('while the server is away', () => {
	test.use({ expectedProblems: [/net::ERR_FAILED|\b502\b/] });

	test('what is being written stays, and the page catches up afterwards', async ({ page, desk }) => {
		const task = await desk.toReview('Read while it is renewed');
		await open(page, `/tasks/${task}`);
		const checkSamePage = await markPage(page);
		await page.getByRole('button', { name: 'Send back' }).click();
		const words = page.getByLabel('What should Nora change?');
		await words.fill('Shorter, please.');
		// Her introduction too, so that nothing but the next task comes in.
		await expect(page).toHaveTitle(/^\(2\)/);
		const answers = ['abort', 502, 'continue'] as const;
		let asked = 0;
		await page.route('**/__data.json*', async (route) => {
			const answer = answers[Math.min(asked++, 2)];
			if (answer === 'abort') await route.abort();
			else if (answer === 502) await route.fulfill({ status: 502, body: 'Bad gateway' });
			else await route.continue();
		});
		await desk.toReview('Comes in meanwhile');
		await expect(page).toHaveTitle(/^\(3\)/);
		expect(asked).toBeGreaterThanOrEqual(3);
		await expect(words).toHaveValue('Shorter, please.');
		await checkSamePage();
	});
});
