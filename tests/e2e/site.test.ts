import type { Page } from '@playwright/test';
import { sitePages } from '../../src/routes/(site)/site-pages.ts';
import { dark, expect, expectAccessible, expectFits, phone, test } from './fixtures.ts';

/** All pages of the site at once: what holds for one holds for each. */

const paths = ['/', ...sitePages.map(({ path }) => path), '/contact/thanks'];
const loose = 'script:not([type="application/ld+json"])';

const linksOf = (page: Page) =>
	page.locator('a[href]').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));

// What the form asks for again is answered so.
test.use({ expectedProblems: [/status of (409|422)/] });

test('every page ships no script, can be read, says what it is, and leads only to where something is', async ({
	page,
	request
}) => {
	const links = new Set<string>();
	for (const path of paths) {
		expect((await page.goto(path))?.status(), path).toBe(200);
		await expect(page.locator(loose), path).toHaveCount(0);
		await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
		await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', new URL(path, page.url()).href);
		await expect(page.locator('meta[property="og:image"]')).toHaveCount(1);
		await expectAccessible(page);
		for (const link of await linksOf(page)) if (/^[/#]/.test(link)) links.add(new URL(link, page.url()).href);
	}
	const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
	for (const found of new Set([...links].map((link) => link.split('#')[0] ?? '')).add(picture ?? ''))
		expect((await request.get(found)).status(), found).toBeLessThan(400);
});

test.describe('on a phone in the dark', () => {
	test.use({ ...phone, ...dark });

	test('every page fits and can be read, and the menu opens', async ({ page }) => {
		for (const path of paths) {
			await page.goto(path);
			await expectFits(page);
			await expectAccessible(page);
		}
		await page.goto('/privacy');
		await page.getByRole('button', { name: 'Menu' }).click();
		const menu = page.getByRole('navigation', { name: 'All pages' });
		await expect(menu.getByRole('link', { name: 'Privacy' })).toHaveAttribute('aria-current', 'page');
		await expectAccessible(page);
		await menu.getByRole('link', { name: 'How it works' }).click();
		await expect(page).toHaveURL('/how-it-works');
	});
});

test('the header is transparent at the top, and an oval pill of the same height once scrolled', async ({
	page
}) => {
	await page.goto('/features');
	const pill = page.locator('header > div').first();
	const look = () =>
		pill.evaluate((element) => {
			const { backgroundColor, borderTopLeftRadius } = getComputedStyle(element);
			const { width, height, top } = element.getBoundingClientRect();
			return { backgroundColor, radius: parseFloat(borderTopLeftRadius), width, height, top };
		});
	const before = await look();
	expect(before.backgroundColor).toBe('rgba(0, 0, 0, 0)');
	await page.mouse.wheel(0, 600);
	await expect.poll(async () => (await look()).width).toBeLessThan(before.width);
	const after = await look();
	expect(after.backgroundColor).not.toBe('rgba(0, 0, 0, 0)');
	expect(after.radius).toBeGreaterThanOrEqual(after.height / 2);
	expect([after.height, after.top]).toEqual([before.height, before.top]);
});

test.describe('without a script', () => {
	test.use({ javaScriptEnabled: false });

	test('a stranger writes to the operator, and what is missing is said', async ({ page }) => {
		await page.goto('/contact');
		await page.getByLabel('Your name').fill('Priya Shah');
		await page.getByLabel('Message').fill('Can it read our price list?');
		// Whoever is quicker than a person is asked again, with all that was filled in.
		const send = (until: () => Promise<void>) =>
			expect(async () => {
				await page.getByRole('button', { name: 'Send' }).click();
				await until();
			}).toPass();
		await send(() =>
			expect(page.getByText('Please enter an e-mail address')).toBeVisible({ timeout: 1_000 })
		);
		await expect(page.getByLabel('Your name')).toHaveValue('Priya Shah');
		await page.getByLabel('E-mail').fill('priya@harbour.example');
		await send(() =>
			expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible({ timeout: 1_000 })
		);
	});

	test('the status says how it is and when that was', async ({ page }) => {
		await page.goto('/status');
		await expect(page.getByText(/^Checked at .* UTC/)).toBeVisible();
		await expect(page.getByText('Working').first()).toBeVisible();
	});
});

test('robots find the sitemap, and who found a hole finds whom to tell', async ({ request }) => {
	const robots = await (await request.get('/robots.txt')).text();
	const sitemap = await request.get(/Sitemap: (\S+)/.exec(robots)?.[1] ?? '');
	const listed = [...(await sitemap.text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(
		([, at = '']) => new URL(at).pathname
	);
	expect(listed).toEqual(['/', ...sitePages.map(({ path }) => path)]);
	const told = await request.get('/.well-known/security.txt');
	expect(told.headers()['content-type']).toBe('text/plain; charset=utf-8');
	const expires = Date.parse(/^Expires: (\S+)$/m.exec(await told.text())?.[1] ?? '');
	expect(expires).toBeGreaterThan(Date.now());
	expect(expires).toBeLessThan(Date.now() + 365 * 86_400_000);
});
