import { letModelAnswer } from './model.ts';
import { markPage, state } from './workspace.ts';
import { dark, expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';

test.use({ writer: 'model' });

const give = /^Give it to Nora/;

test('a task given by form comes back for review by itself and is approved', async ({
	page,
	workspace: _hired
}) => {
	await open(page, '/tasks/new');
	await expectAccessible(page);
	await expect(page.getByRole('radio', { name: /Nora/ })).toBeChecked();
	await page.getByLabel('Title').fill('Follow up with Priya');
	await page
		.getByLabel('What should be done')
		.fill(
			'Ask about this:\n\n> Can we get them in May?\n\npeer:draft-email:priya@harbour.example peer:held:follow-up'
		);
	const people = page.getByRole('combobox', { name: 'Who it is for' });
	await people.fill('Priya@Harbour.example');
	await people.press('Enter');
	await expect(page.getByRole('button', { name: 'Remove priya@harbour.example' })).toBeVisible();
	await page.getByLabel('What should be done').press('Control+Enter');

	await expect(page.getByRole('heading', { level: 1, name: 'Follow up with Priya' })).toBeVisible();
	const checkSamePage = await markPage(page);
	await expect(page.getByRole('group', { name: 'Instructions' })).toContainText(
		'Ask about this:\n\n> Can we get'
	);
	await expect(state(page)).toHaveText(/In line|Working/);
	await expectAccessible(page);
	await letModelAnswer('follow-up');
	await expect(state(page)).toHaveText('Waiting for you', { timeout: 30_000 });
	await checkSamePage();

	await expect(page.getByRole('heading', { name: /^Mail to priya@harbour\.example · / })).toBeVisible();
	await expect(page.getByText('You send it yourself, from the Gmail that you connect.')).toBeVisible();
	await expect(page.getByRole('article', { name: /^Mail:/ })).toContainText('priya@harbour.example');
	await expect(page.getByRole('article', { name: 'The work' })).toContainText('Follow up with Priya');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Approve' }).click();
	await expect(state(page)).toHaveText('Approved');
	await expect(page.getByText(/^Approved. You can undo it for/)).toBeVisible();
	await expect(page.getByText('Approved by Dana Reyes')).toBeVisible();
	await expectAccessible(page);
});

test('sample tasks fill the form, errors are told where they are, and a draft survives a reload', async ({
	page,
	workspace: _hired
}) => {
	await open(page, '/tasks/new');
	await page.getByRole('button', { name: give }).click();
	await expect(page.getByText('Please say what should be done.')).toBeVisible();
	await expect(page.getByLabel('What should be done')).toBeFocused();
	await page.getByRole('button', { name: 'Follow up on three quotes' }).click();
	await expect(page.getByLabel('Title')).toHaveValue('Follow up on three quotes');
	await page.getByLabel('Title').fill('Follow up, in my own words');
	await page.getByLabel('What should be done').fill('x'.repeat(20_001));
	await expect(page.getByText('1 too many')).toBeVisible();
	await page.getByRole('button', { name: give }).click();
	await expect(page.getByText('Please shorten this by 1 character.')).toBeVisible();
	await expectAccessible(page);
	await page.getByLabel('What should be done').fill('Short enough.');
	const kept = () => page.evaluate(() => Object.values(sessionStorage).join());
	await expect.poll(kept).toContain('Short enough.');
	await page.reload();
	await expect(page.getByLabel('Title')).toHaveValue('Follow up, in my own words');
	await expect(page.getByLabel('What should be done')).toHaveValue('Short enough.');
});

test.describe('when the answer gets lost', () => {
	test.use({ expectedProblems: [/net::ERR_FAILED/] });

	test('sending again makes one task', async ({ page, workspace }) => {
		await workspace.setAgent('paused');
		await open(page, `/tasks/new?agent=${workspace.agentId}`);
		await expect(page.getByText('Nora is paused.')).toBeVisible();
		let lost = 0;
		await page.route('**/api/trpc/tasks.create*', async (route) => {
			if (lost++ > 0) return route.continue();
			await route.fetch();
			await route.abort();
		});
		await page.getByLabel('Title').fill('Only once');
		await page.getByLabel('What should be done').fill('Whatever happens to the answer.');
		await page.getByRole('button', { name: give }).click();
		await expect(page.getByText('sending it again makes one task, never two')).toBeVisible();
		await page.getByRole('button', { name: give }).dblclick();
		await expect(page.getByRole('heading', { level: 1, name: 'Only once' })).toBeVisible();
		await expect(page.getByRole('heading', { name: 'Nora is paused, so this waits' })).toBeVisible();
		await page.goto('/tasks?q=only+once');
		await expect(page.getByRole('group', { name: 'Tasks', exact: true }).getByRole('link')).toHaveCount(1);
	});
});

test('the list is found, filtered, walked and paged, and keeps what was paged in', async ({
	page,
	workspace
}) => {
	await workspace.setAgent('paused');
	for (let n = 1; n <= 54; n += 1) await workspace.giveTask(`Quote ${n}`);
	await open(page, '/tasks');
	const rows = page.getByRole('group', { name: 'Tasks', exact: true }).getByRole('link');
	await expect(rows).toHaveCount(25);
	await expectAccessible(page);

	const more = page.getByRole('link', { name: 'Show more' });
	await more.focus();
	await page.keyboard.press('Enter');
	await expect(rows).toHaveCount(50);
	await expect(more).toBeFocused();
	await expect(page.getByText('25 more tasks shown.')).toBeAttached();
	const scrolled = await page.evaluate(() => window.scrollY);
	await workspace.giveTask('Quote 55, which comes while you look');
	await expect(rows).toHaveCount(51);
	await expect(rows.first()).toContainText('Quote 55');
	await expect(rows.last()).toContainText('Quote 5');
	expect(await page.evaluate(() => window.scrollY)).toBeGreaterThanOrEqual(scrolled);

	await page.locator('h1').click();
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	await expect(rows.nth(1)).toBeFocused();
	await page.keyboard.press('ArrowUp');
	await expect(rows.first()).toBeFocused();

	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toHaveCount(0);

	await page.keyboard.press('/');
	await expect(page.getByRole('searchbox', { name: 'Find a task' })).toBeFocused();
	await page.keyboard.type('quote 54');
	await expect(rows).toHaveCount(1);
	await expect(page).toHaveURL(/q=quote\+54/);
	await page
		.getByRole('navigation', { name: 'Tasks by state' })
		.getByRole('link', { name: 'Failed' })
		.click();
	await expect(page.getByText('Nothing found for “quote 54”')).toBeVisible();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Clear the search' }).click();
	await expect(page.getByText('Nothing has failed')).toBeVisible();
	await page.getByRole('link', { name: 'Show all tasks' }).click();
	await rows.first().press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: /^Quote 55/ })).toBeVisible();
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });

	test('the next page of the list is a link', async ({ page, workspace }) => {
		await workspace.setAgent('paused');
		for (let n = 1; n <= 26; n += 1) await workspace.giveTask(`Quote ${n}`);
		await page.goto('/tasks?status=open&q=quote');
		await page.getByRole('link', { name: 'Show more' }).click();
		await expect(page.getByRole('group', { name: 'Tasks', exact: true }).getByRole('link')).toHaveCount(1);
		await page.getByRole('link', { name: 'Back to the newest' }).click();
		await expect(page.getByRole('group', { name: 'Tasks', exact: true }).getByRole('link')).toHaveCount(25);
	});
});

test('hostile text in the work neither runs nor fetches anything', async ({ page, workspace, baseURL }) => {
	const task = await workspace.toReview('Hostile <img src=x onerror=alert(1)>', 'peer:xss');
	const elsewhere: string[] = [];
	page.on('request', (request) => {
		if (!request.url().startsWith(baseURL ?? '')) elsewhere.push(request.url());
	});
	await page.goto(`/tasks/${task}`);
	const work = page.getByRole('article', { name: 'The work' });
	await expect(work).toContainText('<script>document.title = "owned"</script>');
	await expect(work).toContainText('Pay [U+202E]gpj.exe');
	await expect(
		work.locator('script, img, iframe, style, form, [onerror], [href^="javascript:"]')
	).toHaveCount(0);
	for (const link of await work.getByRole('link').all()) {
		await expect(link).toHaveAttribute('rel', /noopener/);
		await link.hover();
	}
	await page.getByRole('button', { name: 'Approve' }).hover();
	await expect(page).toHaveTitle(/Hostile <img/);
	expect(elsewhere).toEqual([]);
});

for (const [name, device] of Object.entries({ 'a phone': phone, 'the dark': dark })) {
	test.describe(`on ${name}`, () => {
		test.use(device);

		test('list, form and task are whole and readable', async ({ page, workspace }) => {
			const instructions = 'peer:draft-email:priya@harbour.example peer:append-row:Quotes';
			const task = await workspace.toReview(
				'A mail and a row for the quote of March, with a rather long title',
				instructions
			);
			for (const path of ['/tasks', '/tasks/new', `/tasks/${task}`]) {
				await page.goto(path);
				await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
				await expectAccessible(page);
				await expectFits(page);
			}
			if (name !== 'a phone') return;
			await page.goto('/tasks/new');
			const box = page.getByLabel('What should be done');
			await expect(box).toBeInViewport({ ratio: 1 });
			const hand = page.getByRole('button', { name: give });
			await expect(hand).toBeInViewport({ ratio: 1 });
			await page.getByLabel('From outside').scrollIntoViewIfNeeded();
			await expect(hand).toBeInViewport({ ratio: 1 });
			await page.goto(`/tasks/${task}`);
			const decisions = page.getByRole('group', { name: 'Your decision' }).getByRole('button');
			await expect(decisions).toHaveCount(6);
			for (const button of await decisions.all()) {
				expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
				await expect(button).toBeInViewport({ ratio: 1 });
			}
		});
	});
}

test('several are selected by the keyboard and cancelled together', async ({ page, workspace }) => {
	await workspace.setAgent('paused');
	for (const title of ['First', 'Second', 'Third']) await workspace.giveTask(title);
	await open(page, '/tasks');
	const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
	await page.locator('h1').click();
	for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
	const bar = page.getByRole('group', { name: 'What to do with all that is selected' });
	await expect(bar.getByText('2 tasks selected')).toBeVisible();
	await expect(row('Third').getByRole('checkbox')).toBeChecked();
	await expectAccessible(page);
	await bar.getByRole('button', { name: 'Cancel two …' }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the tasks' }).click();
	await expect(page.getByText('Two tasks cancelled.')).toBeVisible();
	await expect(row('Third').getByText('Cancelled').last()).toBeVisible();
	await expect(row('First').getByText('Cancelled')).toHaveCount(0);
	await expect(bar).toBeHidden();
});
