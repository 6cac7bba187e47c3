import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';

/** The workspace of whoever is signed in on a context, through the same API as everybody's. */
export type Desk = {
	agentId: string;
	giveTask(title: string, instructions?: string, material?: string): Promise<string>;
	/** Waits for the worker, not for the page. */
	untilStatus(taskId: string, status: string): Promise<void>;
	setAgent(status: 'active' | 'paused'): Promise<void>;
};

/** Hires Nora, and gives her nothing of her own to do. */
export async function openDesk(context: BrowserContext, baseURL: string | undefined): Promise<Desk> {
	const headers = { origin: baseURL ?? '' };
	const send = async (method: string, path: string, data?: unknown, more = {}) => {
		const answer = await context.request.fetch(path, { method, data, headers: { ...headers, ...more } });
		expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
		return answer.json() as Promise<{ id: string; status: string }>;
	};
	await send('PATCH', '/api/workspace', { name: 'Northwind Chairs', onboarded: true });
	const agent = await send('POST', '/api/agents', { roleTemplate: 'sales-development', name: 'Nora' });
	return {
		agentId: agent.id,
		async giveTask(title, instructions = 'Ask whether they would still like the chairs.', material = '') {
			const task = { agentId: agent.id, title, instructions, material };
			return (await send('POST', '/api/tasks', task, { 'idempotency-key': randomUUID() })).id;
		},
		async untilStatus(taskId, status) {
			const read = async () => (await send('GET', `/api/tasks/${taskId}`)).status;
			await expect.poll(read, { timeout: 30_000 }).toBe(status);
		},
		async setAgent(status) {
			await send('PATCH', `/api/agents/${agent.id}`, { status });
		}
	};
}

/** Fails when the page was loaded anew between the mark and the check. */
export async function markPage(page: Page): Promise<() => Promise<void>> {
	await page.evaluate(() => Object.assign(window, { sameDocument: true }));
	return async () => expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
}

/** The state as the page's header shows it. */
export function state(page: Page) {
	return page.getByRole('main').locator('header').getByRole('status');
}
