import { Client } from 'pg';
import { expect, expectAccessible, expectFits, open, test } from './fixtures.ts';
import { startWeb } from './web.ts';

/** Asks the journeys' database of the product that has a model. */
async function query(statement: string, values: unknown[]): Promise<void> {
	const client = new Client({ connectionString: process.env.DATABASE_MODEL_URL });
	await client.connect();
	await client.query(statement, values);
	await client.end();
}

test.use({ writer: 'model', expectedProblems: [/status of 400 .*workspace\.edit/] });

test('an operator’s limit and a price that nobody has said are told wherever money is shown', async ({
	page,
	workspace,
	baseURL
}) => {
	const taskId = await workspace.toReview(
		'Chairs',
		'Write to priya@harbour.example.\npeer:draft-email:priya@harbour.example'
	);
	// The same work as of a model that no list knows.
	await query(
		`update model_calls set price_known = false from runs r where r.id = run_id and r.task_id = $1`,
		[taskId]
	);
	const web = await startWeb('spending', {
		DATABASE_URL: process.env.DATABASE_MODEL_URL ?? '',
		OPENAI_API_KEY: 'sk-journeys',
		OPENAI_BASE_URL: process.env.MODEL_PEER_URL ?? '',
		OPENAI_MODEL: 'house-blend',
		SPEND_CAP_WORKSPACE: '10'
	});
	// A cookie is for a host, whatever its port.
	expect(new URL(baseURL ?? '').hostname).toBe(new URL(web.here).hostname);
	const at = (path: string) => web.here + path;

	await open(page, at('/dashboard'));
	await expect(page.getByText(/^at most \$0\.0\d+, price unknown$/)).toBeVisible();
	await open(page, at(`/tasks/${taskId}`));
	await expect(page.getByText(/at most \$0\.0\d+, price unknown/).first()).toBeVisible();

	await open(page, at('/settings'));
	await expect(page.getByText(/at most \$0\.0\d+, price unknown/)).toHaveCount(2);
	await expect(page.getByText('Nobody has said what this model costs')).toBeVisible();
	await expect(page.getByText('The most that this installation allows')).toBeVisible();
	await page.getByLabel('Monthly limit, in dollars').fill('10.01');
	await page.getByRole('button', { name: 'Set the limit' }).click();
	await expect(
		page.getByText(
			'This installation allows a workspace at most $10 a month. Whoever runs it can raise that.'
		)
	).toBeVisible();
	await page.getByLabel('Monthly limit, in dollars').fill('5');
	await page.getByRole('button', { name: 'Set the limit' }).click();
	await expect(page.getByText('Saved')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Back to the most allowed, $10' })).toBeVisible();
	await expectAccessible(page);
	await expectFits(page);
	// Its stream is closed, so that nothing holds the web up.
	await page.goto('about:blank');
	await web.stop();
});
