import { Client } from 'pg';
import { markPage, state } from './workspace.ts';
import { expect, open, test } from './fixtures.ts';

test.use({ writer: 'model' });

test('the list and its counts follow the work without a reload', async ({ page, workspace }) => {
	await workspace.setAgent('paused');
	await page.goto('/tasks');
	const checkSamePage = await markPage(page);
	await workspace.giveTask('Comes in while you look');
	const row = page.getByRole('link', { name: /Comes in while you look/ });
	await expect(row).toContainText('In line');
	await workspace.setAgent('active');
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

	test('the page says so, resumes and catches up', async ({ page, workspace, context }) => {
		await workspace.setAgent('paused');
		const task = await workspace.giveTask('Finished while you were offline');
		await open(page, `/tasks/${task}`);
		await expect(page.getByRole('heading', { name: 'Nora is paused, so this waits' })).toBeVisible();
		const checkSamePage = await markPage(page);
		await context.setOffline(true);
		await expect(page.getByText('You are offline, showing what we had.')).toBeVisible();
		await workspace.setAgent('active');
		await workspace.untilStatus(task, 'needs_review');
		await expect(state(page)).toHaveText('In line');
		await context.setOffline(false);
		await expect(state(page)).toHaveText('Waiting for you', { timeout: 30_000 });
		await expect(page.getByText('You are offline')).toBeHidden();
		await checkSamePage();
	});

	test('more was missed than is told one by one: the open list is loaded again all the same', async ({
		page,
		workspace,
		context
	}) => {
		await workspace.setAgent('paused');
		await open(page, '/tasks');
		const checkSamePage = await markPage(page);
		await context.setOffline(true);
		await expect(page.getByText('You are offline, showing what we had.')).toBeVisible();
		await workspace.giveTask('Given while you were away');
		await muchHappens(workspace.email);
		await context.setOffline(false);
		const row = page.getByRole('link', { name: /Given while you were away/ });
		await expect(row).toBeVisible({ timeout: 30_000 });
		await checkSamePage();
	});
});

/** More events in the workspace of this owner than a page is told one by one, and none of them about a task. */
async function muchHappens(ownerEmail: string): Promise<void> {
	const client = new Client({ connectionString: process.env.DATABASE_MODEL_URL });
	await client.connect();
	try {
		await client.query(
			`insert into events (workspace_id, kind)
			select m.workspace_id, 'workspace.changed'
			from memberships m join users u on u.id = m.user_id, generate_series(1, 600) where u.email = $1`,
			[ownerEmail]
		);
	} finally {
		await client.end();
	}
}

test.describe('while the server is away', () => {
	test.use({ expectedProblems: [/net::ERR_FAILED|\b502\b/] });

	test('what is being written stays, and the page catches up afterwards', async ({ page, workspace }) => {
		const task = await workspace.toReview('Read while it is renewed');
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
		await workspace.toReview('Comes in meanwhile');
		await expect(page).toHaveTitle(/^\(3\)/);
		expect(asked).toBeGreaterThanOrEqual(3);
		await expect(words).toHaveValue('Shorter, please.');
		await checkSamePage();
	});
});
