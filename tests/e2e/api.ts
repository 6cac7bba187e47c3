import { expect } from '@playwright/test';
import type { BrowserContext } from '@playwright/test';

type Proposed = { id: string; payloadHash: string; status: string };

/** Asks as whoever is signed in on the context, with the header that a browser sends by itself. */
export async function ask<Answer>(
	context: BrowserContext,
	baseURL: string | undefined,
	method: string,
	path: string,
	data?: unknown
): Promise<Answer> {
	const answer = await context.request.fetch(path, { method, data, headers: { origin: baseURL ?? '' } });
	expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
	return (await answer.json()) as Answer;
}

/** Approves, as it is, what a task proposes; the first one's id. */
export async function approveAll(
	context: BrowserContext,
	baseURL: string | undefined,
	taskId: string
): Promise<string> {
	const { actions } = await ask<{ actions: Proposed[] }>(context, baseURL, 'GET', `/api/tasks/${taskId}`);
	for (const { id, payloadHash: hash } of actions)
		await ask(context, baseURL, 'PATCH', `/api/actions/${id}`, { decision: 'approve', hash });
	const [first] = actions;
	expect(first, 'The task proposes something.').toBeDefined();
	return first?.id ?? '';
}
