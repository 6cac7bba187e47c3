import { mkdirSync } from 'node:fs';
import { chromium, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { startProduct } from '../tests/e2e/product.ts';
import { startTestPostgres } from '../tests/support/postgres.ts';
import { build, generate, isBuilt } from './lib/build.ts';
import { chromiumArgs, ensureChromium, noChromium } from './test/chromium.ts';

/** Makes the pictures of the README and of the site from the real product, with work that the offline writer did. */
const folder = 'docs/images';
/** Served as they are, so they are made small: WebP, light and dark. */
const siteFolder = 'static/site';
const preview = { width: 1200, height: 630 };
const wide = { width: 1440, height: 900 };

const executablePath = await ensureChromium();
if (executablePath) await takePictures(executablePath);
else {
	console.error(noChromium);
	process.exitCode = 1;
}

async function takePictures(executablePath: string): Promise<void> {
	for (const made of [folder, siteFolder]) mkdirSync(made, { recursive: true });
	mkdirSync('test-results', { recursive: true });
	await generate();
	if (!isBuilt()) await build();
	const postgres = await startTestPostgres();
	const product = await startProduct('screenshots', postgres, 'build');
	const browser = await chromium.launch({ executablePath, args: chromiumArgs });
	try {
		const context = await browser.newContext({
			viewport: wide,
			baseURL: product.url,
			timezoneId: 'Europe/Berlin',
			extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.1' }
		});
		const page = await context.newPage();
		await picture(page, '/', 'home');
		const { actionId, agentId } = await furnish(context.request, product.url);
		await picture(page, '/dashboard', 'dashboard');
		await picture(page, '/agents/hire', 'hire');
		await picture(page, `/inbox?item=action:${actionId}`, 'inbox');
		for (const [name, path] of Object.entries({
			inbox: `/inbox?item=action:${actionId}`,
			dashboard: '/dashboard',
			hire: '/agents/hire',
			workflow: `/workflows/new?template=new-lead-reply&agent=${agentId}`
		}))
			await sitePictures(page, path, name);
		await previewPicture(browser, product.url);
	} finally {
		await browser.close();
		await product.stop();
		await postgres.stop();
	}
}

async function picture(page: Page, path: string, name: string): Promise<void> {
	await show(page, path);
	await take(page, `${folder}/${name}.png`);
}

/** The same page as it looks to who has the light, and to who has the dark. */
async function sitePictures(page: Page, path: string, name: string): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await show(page, path);
		await take(page, `${siteFolder}/${name}-${colorScheme}.webp`);
	}
}

/** What chats and networks show beside a link: the home page as a visitor sees it, as PNG, which all of them take. */
async function previewPicture(browser: Browser, baseURL: string): Promise<void> {
	const context = await browser.newContext({ viewport: preview, baseURL });
	const page = await context.newPage();
	await show(page, '/');
	await take(page, `${siteFolder}/og.png`);
	await context.close();
}

async function show(page: Page, path: string): Promise<void> {
	await page.goto(path, { waitUntil: 'load' });
	await page.evaluate(() => document.fonts.ready);
	// Long enough for what is read after the page, such as an item of the inbox, to be there.
	await page.waitForTimeout(1_500);
}

async function take(page: Page, path: string): Promise<void> {
	const compressed = path.endsWith('.webp') ? { type: 'webp' as const, quality: 80 } : {};
	await page.screenshot({ path, ...compressed });
	console.log(`  ✓ ${path}`);
}

/** A small business with an agent and a few things to decide; answers the nicest mail of them. */
async function furnish(
	request: APIRequestContext,
	origin: string
): Promise<{ actionId: string; agentId: string }> {
	const send = async (method: string, path: string, data?: object) => {
		const answer = await request.fetch(`/api${path}`, { method, data, headers: { origin } });
		if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
		return (await answer.json()) as { id: string; status: string; actions: { id: string }[] };
	};
	const password = 'four walnut chairs by the window';
	await send('POST', '/auth/signup', { name: 'Dana Reyes', email: 'dana@northwind.example', password });
	await send('PATCH', '/workspace', {
		name: 'Northwind Chairs',
		about: 'We make wooden chairs by hand and sell them to cafés and hotels.',
		timeZone: 'Europe/Berlin',
		onboarded: true
	});
	const { id: agentId } = await send('POST', '/agents', { roleTemplate: 'sales-development' });
	for (const title of ['A slot for the showroom visit', 'Thank the Harbour Hotel for its order']) {
		const instructions = `${title}. Write to Tom Adeyemi <tom@cedar.example>. He asked on 18 November. Sign as Dana.`;
		await send('POST', '/tasks', { agentId, title, instructions });
	}
	const { id } = await send('POST', '/tasks', {
		agentId,
		title: 'Follow up on the quote for 40 chairs',
		instructions: [
			'Write a follow-up to Priya Shah <priya@harbour.example>.',
			'We sent her a quote for 40 Harbour chairs on 12 March.',
			'Delivery in May is still possible and the price holds until the end of the month.',
			'Sign as Dana.'
		].join('\n')
	});
	let task = await send('GET', `/tasks/${id}`);
	for (; task.status !== 'needs_review'; task = await send('GET', `/tasks/${id}`)) await pause();
	const [mail] = task.actions;
	if (!mail) throw new Error('Nobody proposed a mail for the picture.');
	return { actionId: mail.id, agentId };
}

function pause(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, 200));
}
