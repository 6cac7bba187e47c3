import type { TaskCounts, TaskStatus } from '../../schemas/task.ts';
import type { DrawingName } from '../ui/drawing.svelte';

export type TaskGroup = 'all' | 'waiting' | 'open' | 'done' | 'failed';

/** What a list of tasks shows; all of it is in the address, so that it can be kept and sent. */
export type TaskFilter = { group: TaskGroup; agentId: string; q: string };

type GroupWords = {
	label: string;
	/** Which states belong to it; none means every one. */
	statuses: readonly TaskStatus[];
	count?: keyof TaskCounts;
	empty: { title: string; text: string; drawing: DrawingName };
};

export const taskGroups: Record<TaskGroup, GroupWords> = {
	all: {
		label: 'All',
		statuses: [],
		empty: {
			title: 'No tasks yet',
			text: 'Give one of your agents something you would otherwise do yourself today.',
			drawing: 'desk'
		}
	},
	waiting: {
		label: 'Waiting for you',
		statuses: ['needs_review'],
		count: 'waiting',
		empty: {
			title: 'Nothing waits for you',
			text: 'When an agent finishes something, you read it and decide here.',
			drawing: 'letters'
		}
	},
	open: {
		label: 'In work',
		statuses: ['in_progress', 'queued'],
		count: 'running',
		empty: {
			title: 'Nobody is working right now',
			text: 'Tasks that are in line or being worked on show up here.',
			drawing: 'desk'
		}
	},
	done: {
		label: 'Done',
		statuses: ['completed', 'approved'],
		empty: {
			title: 'Nothing is done yet',
			text: 'What you approve is kept here.',
			drawing: 'desk'
		}
	},
	failed: {
		label: 'Failed',
		statuses: ['failed'],
		count: 'failed',
		empty: {
			title: 'Nothing has failed',
			text: 'If a task cannot be finished, it says why here and can be tried again.',
			drawing: 'desk'
		}
	}
};

export const groupNames = Object.keys(taskGroups) as TaskGroup[];

export function readFilter(params: URLSearchParams): TaskFilter {
	const group = groupNames.find((name) => name === params.get('status')) ?? 'all';
	return { group, agentId: params.get('agent') ?? '', q: (params.get('q') ?? '').trim().slice(0, 200) };
}

/** The address of a list; with a cursor, of its next page. */
export function listHref(filter: TaskFilter, cursor?: string): string {
	const params = new URLSearchParams();
	if (filter.group !== 'all') params.set('status', filter.group);
	if (filter.agentId) params.set('agent', filter.agentId);
	if (filter.q) params.set('q', filter.q);
	if (cursor) params.set('cursor', cursor);
	const query = params.toString();
	return query ? `/tasks?${query}` : '/tasks';
}
