import type { Browser, Page } from '@playwright/test';
import { quantile } from '../lib/stats.ts';
import type { Ground } from '../lib/ground.ts';
import { openPool } from '../lib/ground.ts';
import { compared, limited, millis, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';
import { openBrowser, openPage } from './browser.ts';
import { fillInbox } from './fill-inbox.ts';
import { startProduct, type Product } from './product.ts';

const [many, few] = [5_000, 50];

/**
 * The review desk with 5,000 waiting drafts beside one with 50, in a real browser: from asking for the page until
 * the first item can be read; the longest time without a frame while the list is scrolled through; and from the key
 * A until the next item is on the screen.
 */
export async function inbox(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const [full, short] = [await startProduct(ground), await startProduct(ground)];
	await fillInbox(openPool(full.databaseUrl), many);
	await fillInbox(openPool(short.databaseUrl), few);
	const browser = await openBrowser();
	const screens = quick ? 10 : 60;
	const look = (product: Product, scrolled: number) => () => lookAt(browser, product, scrolled);
	await lookAt(browser, full, 1);
	await lookAt(browser, short, 1);
	const { open } = await takeTurns(rounds, look(full, 0), look(short, 0));
	const page = await openInbox(browser, full);
	const frames = await scrollThrough(page, screens);
	const approvals = await approveSome(page, quick ? 5 : 30);
	await page.context().close();
	await Promise.all([full.stop(), short.stop()]);
	if (!open) return [];
	return [
		compared('inbox: open with 5,000 waiting / with 50', open, millis, { is: 'at most', value: 1.5 }),
		limited('inbox: longest frame while scrolling 5,000', spreadOf(frames, 1), millis, {
			is: 'at most',
			value: 100
		}),
		limited('inbox: A to the next item on the screen, p95', spreadOf(approvals, 0.95), millis, {
			is: 'at most',
			value: 100
		})
	];
}

function spreadOf(values: number[], share: number) {
	return { value: quantile(values, share), lowest: Math.min(...values), highest: Math.max(...values) };
}

async function lookAt(browser: Browser, product: Product, screens: number) {
	const began = performance.now();
	const page = await openInbox(browser, product);
	const open = performance.now() - began;
	if (screens > 0) await scrollThrough(page, screens);
	await page.context().close();
	return { open };
}

async function openInbox(browser: Browser, product: Product): Promise<Page> {
	const page = await openPage(browser, product.origin, product.cookie);
	await page.goto(`${product.origin}/inbox`);
	await page.getByRole('list', { name: 'Items' }).getByRole('link').first().waitFor();
	await page.getByRole('button', { name: 'Approve' }).first().waitFor();
	return page;
}

/** A screen each few frames, as a hand on a wheel does it. The times between frames, in milliseconds. */
async function scrollThrough(page: Page, screens: number): Promise<number[]> {
	return page.getByRole('list', { name: 'Items' }).evaluate(async (list, screens) => {
		const times: number[] = [];
		let before = performance.now();
		const frame = () =>
			new Promise<void>((resolve) =>
				requestAnimationFrame(() => {
					times.push(performance.now() - before);
					before = performance.now();
					resolve();
				})
			);
		await frame();
		times.length = 0;
		for (let step = 0; step < screens * 4; step++) {
			list.scrollBy(0, list.clientHeight / 4);
			await frame();
			await frame();
		}
		list.scrollTo(0, 0);
		return times;
	}, screens);
}

/** From the key's event until the frame in which another item is the current one has been drawn. */
async function approveSome(page: Page, count: number): Promise<number[]> {
	await page.evaluate(() => {
		const marks = { pressed: 0, times: [] as number[] };
		Object.assign(window, { marks });
		addEventListener('keydown', () => (marks.pressed = performance.now()), { capture: true });
		const current = () => document.querySelector('[data-item][aria-current=true]')?.getAttribute('data-item');
		let seen = current();
		new MutationObserver(() => {
			if (current() === seen || !current()) return;
			seen = current();
			// The second frame begins when the first has been drawn.
			requestAnimationFrame(() =>
				requestAnimationFrame(() => marks.times.push(performance.now() - marks.pressed))
			);
		}).observe(document.body, { subtree: true, childList: true, attributeFilter: ['aria-current'] });
	});
	const times = () => page.evaluate(() => (window as unknown as { marks: { times: number[] } }).marks.times);
	for (let nth = 1; nth <= count; nth++) {
		await page.keyboard.press('a');
		await page.waitForFunction(
			(wanted) => (window as unknown as { marks: { times: number[] } }).marks.times.length >= wanted,
			nth,
			{ timeout: 10_000 }
		);
		await page.waitForTimeout(100);
	}
	return times();
}
