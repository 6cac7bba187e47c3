import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { addressesIn } from '#lib/email-addresses.ts';
import type { Ask } from './api.ts';

/** The workspace of whoever is signed in on a context, through the same API as everybody's. */
export type Workspace = {
	/** Of who owns it. */
	email: string;
	agentId: string;
	/** For everybody who is named in the instructions. */
	giveTask(title: string, instructions?: string, material?: string): Promise<string>;
	/** Waits for the worker, not for the page. */
	untilStatus(taskId: string, status: string): Promise<void>;
	/** Gives a task and waits until what came of it waits for the person. */
	toReview(title: string, instructions?: string, material?: string): Promise<string>;
	/** Approves, as it is, the one thing that a task proposes; its id. */
	approve(taskId: string): Promise<string>;
	setAgent(status: 'active' | 'paused'): Promise<void>;
};

/** Hires Nora, and gives her nothing of her own to do. */
export async function openWorkspace(ask: Ask, email: string): Promise<Workspace> {
	await ask('PATCH', '/api/workspace', { name: 'Northwind Chairs', onboarded: true });
	const nora = { roleTemplate: 'sales-development', name: 'Nora' };
	const { id: agentId } = await ask('POST', '/api/agents', nora);
	const workspace: Workspace = {
		email,
		agentId,
		async giveTask(title, instructions = 'Ask whether they would still like the chairs.', material = '') {
			const task = { agentId, title, instructions, material, recipients: addressesIn(instructions) };
			return (await ask('POST', '/api/tasks', task, { 'idempotency-key': randomUUID() })).id;
		},
		async untilStatus(taskId, status) {
			const read = async () => (await ask<{ status: string }>('GET', `/api/tasks/${taskId}`)).status;
			await expect.poll(read, { timeout: 30_000 }).toBe(status);
		},
		async toReview(...task) {
			const id = await workspace.giveTask(...task);
			await workspace.untilStatus(id, 'needs_review');
			return id;
		},
		async approve(taskId) {
			return await approveOne(ask, taskId);
		},
		async setAgent(status) {
			await ask('PATCH', `/api/agents/${agentId}`, { status });
		}
	};
	return workspace;
}

async function approveOne(ask: Ask, taskId: string): Promise<string> {
	type Proposed = { id: string; payloadHash: string };
	const { actions } = await ask<{ actions: Proposed[] }>('GET', `/api/tasks/${taskId}`);
	const [action] = actions;
	if (!action || actions.length > 1) throw new Error(`The task proposes ${actions.length} things, not one.`);
	await ask('PATCH', `/api/actions/${action.id}`, { decision: 'approve', hash: action.payloadHash });
	return action.id;
}

/** Fails when the page was loaded anew between the mark and the check. */
export async function markPage(page: Page): Promise<() => Promise<void>> {
	await page.evaluate(() => Object.assign(window, { sameDocument: true }));
	return async () => expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
}

/** Another window of the same person, which hears nothing of what happens meanwhile. */
export async function deafPage(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	await page.route('**/api/trpc/events.live*', (route) => route.abort());
	return page;
}

/** The state as the page's header shows it. */
export function state(page: Page) {
	return page.getByRole('main').locator('header').getByRole('status');
}
