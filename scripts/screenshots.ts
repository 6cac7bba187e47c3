import { mkdirSync } from 'node:fs';
import { chromium, type APIRequestContext, type Page } from '@playwright/test';
import { startProduct } from '../tests/e2e/product.ts';
import { startTestPostgres } from '../tests/support/postgres.ts';
import { build, generate, isBuilt } from './lib/build.ts';
import { chromiumArgs, ensureChromium, noChromium } from './test/chromium.ts';

/** Makes the pictures of the README from the real product, with work that the offline writer did. */
const folder = 'docs/images';
const wide = { width: 1440, height: 900 };

const executablePath = await ensureChromium();
if (executablePath) await takePictures(executablePath);
else {
	console.error(noChromium);
	process.exitCode = 1;
}

async function takePictures(executablePath: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
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
		const actionId = await furnish(context.request, product.url);
		await picture(page, '/dashboard', 'dashboard');
		await picture(page, '/agents/hire', 'hire');
		await picture(page, `/inbox?item=action:${actionId}`, 'inbox');
	} finally {
		await browser.close();
		await product.stop();
		await postgres.stop();
	}
}

async function picture(page: Page, path: string, name: string): Promise<void> {
	await page.goto(path, { waitUntil: 'load' });
	await page.evaluate(() => document.fonts.ready);
	await page.screenshot({ path: `${folder}/${name}.png` });
	console.log(`  ✓ ${folder}/${name}.png`);
}

/** A small business with an agent and a few things to decide; answers the nicest mail of them. */
async function furnish(request: APIRequestContext, origin: string): Promise<string> {
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
	return mail.id;
}

function pause(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, 200));
}
