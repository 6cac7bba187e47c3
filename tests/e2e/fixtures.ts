import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';

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

	signUp: async ({ context, baseURL }, use) => {
		await use(async (overrides = {}) => {
			const person = newPerson(overrides);
			// The header that a browser sends by itself: writes from elsewhere are refused.
			const headers = { origin: baseURL ?? '' };
			const answer = await context.request.post('/api/auth/signup', { data: person, headers });
			expect(answer.ok(), await answer.text()).toBe(true);
			return person;
		});
	}
});

export { expect };

/** Somebody who has never been here. */
export function newPerson(overrides: Partial<Person> = {}): Person {
	const email = `dana-${randomUUID()}@northwind.example`;
	return { name: 'Dana Reyes', email, password: 'four walnut chairs by the window', ...overrides };
}

/** axe finds nothing serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
	const found = serious.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
	expect(found, `axe on ${page.url()}`).toEqual([]);
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
