import { brotliCompressSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import type { Ground } from '../lib/ground.ts';
import { kilobytes, limited, type Row } from '../lib/report.ts';
import { openBrowser, openPage } from './browser.ts';
import { startProduct } from './product.ts';

const limits = [
	{ path: '/dashboard', what: 'first load of the dashboard, JavaScript (brotli)', kilobytes: 130 },
	{ path: '/tasks', what: 'first load of the task list, JavaScript (brotli)', kilobytes: 90 },
	{ path: '/inbox', what: 'first load of the inbox, JavaScript (brotli)', kilobytes: 130 }
];

/** All JavaScript that a browser with an empty cache loads until the page is quiet, each file by itself. */
export async function firstLoad(ground: Ground): Promise<Row[]> {
	const product = await startProduct(ground);
	const browser = await openBrowser();
	const rows: Row[] = [];
	for (const { path, what, kilobytes: limit } of limits) {
		const value = await scriptsOf(browser, product.origin, path, product.cookie);
		const target = { is: 'at most', value: limit } as const;
		rows.push(limited(what, { value, lowest: value, highest: value }, kilobytes, target));
	}
	await browser.close();
	await product.stop();
	return rows;
}

async function scriptsOf(browser: Browser, origin: string, path: string, cookie: string): Promise<number> {
	const page = await openPage(browser, origin, cookie);
	const bodies: Promise<number>[] = [];
	page.on('response', (response) => {
		if (!/javascript/.test(response.headers()['content-type'] ?? '')) return;
		bodies.push(response.body().then((body) => brotliCompressSync(body).length));
	});
	await page.goto(`${origin}${path}`);
	// The live stream keeps one request open for ever, so "quiet" is when no script has come for a while.
	for (let seen = -1; seen !== bodies.length;) {
		seen = bodies.length;
		await page.waitForTimeout(1_000);
	}
	if (new URL(page.url()).pathname !== path) throw new Error(`${path} led to ${page.url()}.`);
	const sizes = await Promise.all(bodies);
	await page.context().close();
	return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
}
