import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArgs, findChromium, noChromium } from '../../scripts/test/chromium.ts';
import { atTheEnd } from '../lib/cleanup.ts';

export async function openBrowser(): Promise<Browser> {
	const executablePath = findChromium();
	if (!executablePath) throw new Error(noChromium);
	const browser = await chromium.launch({ executablePath, args: chromiumArgs });
	atTheEnd(() => browser.close());
	return browser;
}

/** A page of somebody who is signed in, in a browser context of its own with an empty cache. */
export async function openPage(browser: Browser, origin: string, cookie: string): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
	await context.addCookies(
		cookie.split('; ').map((pair) => {
			const [name = '', ...value] = pair.split('=');
			return { name, value: value.join('='), url: origin };
		})
	);
	return context.newPage();
}
