import { expect, test } from 'vitest';
import type { TaskDetail } from '#lib/schemas/task.ts';
import { foldWaiting } from './fold-waiting.ts';

type Entry = TaskDetail['timeline'][number];
let id = 0;
const entry = (kind: Entry['kind'], detail: string | null = null): Entry => ({
	actorId: null,
	id: String(++id),
	at: '2026-11-23T08:00:00.000Z',
	kind,
	actor: 'Nora',
	text: '',
	detail
});
const waiting = (detail: string) => [entry('task.started'), entry('task.waiting', detail)];

test('equal waits become one line with how often, and nothing else is folded', () => {
	const entries = [
		entry('task.created'),
		...waiting('busy'),
		...waiting('busy'),
		...waiting('busy'),
		...waiting('unreachable'),
		entry('task.started'),
		entry('task.ready')
	];
	const folded = foldWaiting(entries).map(({ entry: { kind, detail }, times }) => [kind, detail, times]);
	expect(folded).toEqual([
		['task.created', null, 1],
		['task.started', null, 1],
		['task.waiting', 'busy', 3],
		['task.started', null, 1],
		['task.waiting', 'unreachable', 1],
		['task.started', null, 1],
		['task.ready', null, 1]
	]);
});
