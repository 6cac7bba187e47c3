import { expect, expectAccessible, expectFits, open, phone, test } from './fixtures.ts';
import { allow, connect } from './google.ts';
import { heading, review } from './inbox.ts';

type Events = { events: { owner: string; title: string; place: string; start: { dateTime?: string } }[] };

test('a visit is read from plain words, edited, approved, and in the calendar once', async ({
	page,
	workspace,
	google
}) => {
	test.setTimeout(120_000);
	const email = await connect(page);
	const inCalendar = async () =>
		((await google.state()) as unknown as Events).events.filter(({ owner }) => owner === email);
	const task = await workspace.toReview(
		'Showroom visit',
		'Put a showroom visit on Thursday at ten into my calendar'
	);
	await open(page, '/inbox');
	await expect(heading(page)).toContainText('Showroom visit');
	await expect(review(page)).toContainText(/Thursday \d+ \w+ \d{4}/);
	await expect(review(page)).toContainText('Nobody is invited.');
	await expectAccessible(page);

	await page.getByRole('button', { name: 'Edit' }).click();
	await page.getByLabel('Where').fill('Mill Lane 3');
	await page.getByLabel('To', { exact: true }).fill('11:30');
	await page.getByRole('button', { name: 'Approve your version' }).click();
	// Mail and sheets were allowed at first, the calendar is asked for now that it is needed.
	await open(page, `/tasks/${task}`);
	await page.getByRole('link', { name: 'Allow calendar too' }).click();
	await allow(page, email);
	await expect.poll(inCalendar, { timeout: 30_000 }).toHaveLength(1);
	await workspace.untilStatus(task, 'completed');
	const [entry] = await inCalendar();
	expect(entry).toMatchObject({ title: 'Showroom visit', place: 'Mill Lane 3' });
	expect(entry?.start.dateTime).toMatch(/T10:00:00$/);
	expect(await inCalendar()).toHaveLength(1);
	await page.setViewportSize(phone.viewport);
	await expectFits(page);
});
