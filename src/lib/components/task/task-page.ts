import type { TaskListItem, TaskStatus } from '../../schemas/task.ts';
import { taskGroups, type TaskFilter } from './task-filter.ts';

export type TaskPage = { items: TaskListItem[]; nextCursor: string | null };
type Query = { status?: TaskStatus; agentId?: string; q?: string; cursor?: string; limit: number };
type ListTasks = (query: Query) => Promise<TaskPage>;

/**
 * One page of a group. The API knows one status at a time, so a group of several is read from each and
 * merged: ids are ordered by creation, so the newest of both is the page, and its last id their common cursor.
 */
export async function readTaskPage(
	list: ListTasks,
	filter: TaskFilter,
	{ cursor, limit }: { cursor?: string | undefined; limit: number }
): Promise<TaskPage> {
	const query: Query = {
		limit,
		...(filter.agentId ? { agentId: filter.agentId } : {}),
		...(filter.q ? { q: filter.q } : {}),
		...(cursor ? { cursor } : {})
	};
	const { statuses } = taskGroups[filter.group];
	if (statuses.length === 0) return list(query);
	return merge(await Promise.all(statuses.map((status) => list({ ...query, status }))), limit);
}

function merge(pages: TaskPage[], limit: number): TaskPage {
	const found = pages.flatMap(({ items }) => items).sort(newestFirst);
	const items = found.slice(0, limit);
	const hasMore = found.length > limit || pages.some(({ nextCursor }) => nextCursor !== null);
	return { items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null };
}

function newestFirst(a: TaskListItem, b: TaskListItem): number {
	return a.id < b.id ? 1 : -1;
}
