import type { TaskDetail } from '../../schemas/task.ts';

type Entry = TaskDetail['timeline'][number];

/** A model that is busy for an hour makes many equal lines: stop, start, stop. They become one, with how often. */
export function foldWaiting(entries: readonly Entry[]): { entry: Entry; times: number }[] {
	const folded: { entry: Entry; times: number }[] = [];
	for (const entry of entries) {
		const start = folded.at(-1);
		const before = folded.at(-2);
		const again =
			entry.kind === 'task.waiting' &&
			start?.entry.kind === 'task.started' &&
			before?.entry.kind === 'task.waiting' &&
			before.entry.detail === entry.detail;
		if (again) folded.splice(-2, 2, { entry, times: before.times + 1 });
		else folded.push({ entry, times: 1 });
	}
	return folded;
}
