import { expect, test } from 'vitest';
import type { Activity } from '#lib/schemas/activity.ts';
import { foldTakenBack, happening } from './happenings.ts';

const line = (id: number, kind: Activity['kind'], text: string, more: Partial<Activity> = {}): Activity => ({
	...{ id: String(id), at: '2026-11-23T10:00:00Z', kind, actor: 'Dana', actorId: 'dana', text, detail: null },
	...{ taskId: 'task', taskTitle: 'A task', agentId: 'nora', agentName: 'Nora', agentAvatar: 'slate' },
	...more
});
const approved = (id: number, what = 'Mail to Priya') => line(id, 'action.approved', `approved: ${what}`);
const undone = (id: number, what = 'Mail to Priya') =>
	line(id, 'action.undone', `took the approval back: ${what}`);
const told = (entries: Activity[]) => foldTakenBack(entries).map(({ id, text }) => `${id} ${text}`);

test('what was approved and taken back is one line, however often', () => {
	expect(told([undone(6), approved(5), line(4, 'task.created', 'asked'), undone(3), approved(2)])).toEqual([
		'6 approved and took back: Mail to Priya',
		'4 asked'
	]);
});

test('so is a result, apart from the mails of the same task', () => {
	const entries = [
		line(4, 'task.undone', 'took the approval back'),
		line(3, 'task.approved', 'approved the result'),
		approved(2, 'A task'),
		line(1, 'task.approved', 'approved the result', { taskId: 'another', taskTitle: 'Another' })
	];
	expect(told(entries)).toEqual([
		'4 approved and took back: A task',
		'2 approved: A task',
		'1 approved the result'
	]);
});

test('an approval that stands keeps its line, and so does that of something else', () => {
	expect(told([approved(4), undone(3), approved(2), approved(1, 'Mail to Tom')])).toEqual([
		'4 approved: Mail to Priya',
		'3 approved and took back: Mail to Priya',
		'1 approved: Mail to Tom'
	]);
});

test.each([
	[approved(1), 'Dana approved:', 'Mail to Priya', '/tasks/task'],
	[
		line(1, 'agent.learnt', 'gave Nora something', { taskId: null }),
		'Dana',
		'gave Nora something',
		'/agents/nora'
	],
	[
		line(1, 'integration.connected', 'connected Google', { taskId: null, agentId: null }),
		'Dana',
		'connected Google',
		'/integrations'
	],
	[
		line(1, 'workspace.paused', 'paused all agents', { taskId: null, agentId: null }),
		'Dana',
		'paused all agents',
		'/settings'
	]
])('every line leads to what it is about', (entry, before, thing, href) => {
	expect(happening(entry, 'somebody else')).toMatchObject({ before, thing, href });
});
