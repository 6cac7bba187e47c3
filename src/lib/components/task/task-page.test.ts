import { expect, test } from 'vitest';
import type { TaskListItem, TaskStatus } from '#lib/schemas/task.ts';
import { readTaskPage, type TaskPage } from './task-page.ts';

const agent = { id: 'a', name: 'Nora', avatar: 'moss' } as const;
const at = '2026-11-23T08:00:00.000Z';

/** Ten tasks, 09 the newest; every third is queued, the rest are in progress. */
const tasks: TaskListItem[] = Array.from({ length: 10 }, (_, n) => ({
	id: String(9 - n).padStart(2, '0'),
	title: `Task ${9 - n}`,
	type: 'work',
	status: (9 - n) % 3 === 0 ? 'queued' : 'in_progress',
	agent,
	createdAt: at,
	updatedAt: at
}));

function list(query: { status?: TaskStatus; cursor?: string; limit: number }): Promise<TaskPage> {
	const found = tasks.filter(
		({ id, status }) => (!query.status || status === query.status) && (!query.cursor || id < query.cursor)
	);
	const items = found.slice(0, query.limit);
	const nextCursor = found.length > query.limit ? (items.at(-1)?.id ?? null) : null;
	return Promise.resolve({ items, nextCursor });
}

test('a group of several states is one list, newest first, in which every task appears once', async () => {
	const seen: string[] = [];
	let cursor: string | undefined;
	for (let pages = 0; pages < 10; pages += 1) {
		const page = await readTaskPage(list, { group: 'open', agentId: '', q: '' }, { cursor, limit: 3 });
		expect(page.items.length).toBeLessThanOrEqual(3);
		seen.push(...page.items.map(({ id }) => id));
		if (!page.nextCursor) break;
		cursor = page.nextCursor;
	}
	expect(seen).toEqual(tasks.map(({ id }) => id));
});
