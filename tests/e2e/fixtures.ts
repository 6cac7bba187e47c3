import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { askOn } from './api.ts';
import type { Ask } from './api.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';
import { openGoogle } from './google.ts';
import type { Google } from './google.ts';

export type Person = { name: string; email: string; password: string };

type Options = {
	/** Which product the journey runs on: `offline` has no model key, `model` asks the peer. */
	writer: 'offline' | 'model';
	/** What a journey that provokes a failure expects to see in the console. Everything else fails it. */
	expectedProblems: RegExp[];
};

type Fixtures = {
	/** A new person with a workspace of their own, signed in on this page's browser context. */
	signUp(overrides?: Partial<Person>): Promise<Person>;
	/** The API, as whoever is signed in on this page's browser context. */
	ask: Ask;
	/** Somebody new is signed in and has hired Nora. */
	workspace: Workspace;
	/** Google, as it is played beside the product. */
	google: Google;
};

/** For `test.use`: a phone, and the dark look. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const dark = { colorScheme: 'dark' } as const;

export const test = base.extend<Options & Fixtures>({
	writer: ['offline', { option: true }],
	expectedProblems: [[], { option: true }],

	baseURL: async ({ writer }, use) => {
		await use(process.env[`PRODUCT_${writer.toUpperCase()}_URL`]);
	},

	extraHTTPHeaders: async ({}, use) => {
		await use({ 'x-forwarded-for': freshAddress() });
	},

	context: async ({ context, expectedProblems }, use) => {
		const problems = watch(context);
		await use(context);
		const unexpected = problems.filter(
			(problem) => !expectedProblems.some((pattern) => pattern.test(problem))
		);
		expect(unexpected, 'The pages had problems that nobody expected.').toEqual([]);
	},

	ask: async ({ context, baseURL }, use) => {
		await use(askOn(context, baseURL));
	},

	signUp: async ({ ask }, use) => {
		await use(async (overrides = {}) => {
			const person = newPerson(overrides);
			await ask('POST', '/api/auth/signup', person);
			return person;
		});
	},

	workspace: async ({ signUp, ask }, use) => {
		const { email } = await signUp();
		await use(await openWorkspace(ask, email));
	},

	google: async ({ writer }, use) => {
		await use(openGoogle(process.env[`SANDBOX_${writer.toUpperCase()}_URL`] ?? ''));
	}
});

export { expect };

/** Somebody who has never been here. */
export function newPerson(overrides: Partial<Person> = {}): Person {
	const email = `dana-${randomUUID()}@northwind.example`;
	return { name: 'Dana Reyes', email, password: 'four walnut chairs by the window', ...overrides };
}

/** Opens a page and waits until it listens: from there on it answers to clicks. */
export async function open(page: Page, path: string): Promise<void> {
	const listening = page.waitForRequest(/events\.live/);
	await page.goto(path);
	await listening;
}

/**
 * For pages without a live stream, once they are open: waits until their script has taken over, which says so by
 * looking after the scrolling itself. Before that, what the server has sent can be read and does not answer.
 */
export async function awake(page: Page): Promise<void> {
	const scrolling = () => page.evaluate(() => history.scrollRestoration);
	// While one page gives way to the next there is nothing to ask.
	await expect(async () => expect(await scrolling()).toBe('manual')).toPass({ timeout: 20_000 });
}

/** axe finds nothing serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	const found = serious.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
	expect(found, `axe on ${page.url()}`).toEqual([]);
}

/**
 * Nothing sticks out to the right. Measured against the screen that was asked for: on a phone the browser's own
 * `innerWidth` grows with whatever sticks out.
 */
export async function expectFits(page: Page): Promise<void> {
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width, `the width of ${page.url()}`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

/** Page errors, unhandled rejections, console errors and answers of 500 and more, on every page of the context. */
function watch(context: BrowserContext): string[] {
	const problems: string[] = [];
	context.on('weberror', (error) => problems.push(`page error: ${error.error().message}`));
	context.on('console', (message) => {
		if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
	});
	context.on('response', (response) => {
		if (response.status() >= 500) problems.push(`${response.status()} from ${response.url()}`);
	});
	return problems;
}

function freshAddress(): string {
	const part = () => Math.floor(Math.random() * 256);
	return `10.${part()}.${part()}.${part()}`;
}
