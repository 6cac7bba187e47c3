import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventKinds, events, kindsWhere, staleAfter, type EventFields } from './events.ts';

const sample: EventFields = {
	message: 'It is not shared.',
	feedback: 'Shorter.',
	reason: 'hours',
	until: '2026-12-01T08:00:00.000Z',
	actions: 2,
	attempt: 2,
	deaths: 0,
	percent: 80,
	name: 'Nora',
	title: 'Mail to Priya Shah',
	byRule: false,
	edited: true,
	workflowId: 'w1'
};

test.each(eventKinds)('%s reads as a sentence, with what it carries and without', (kind) => {
	const { says, carries, log } = events[kind];
	const given = Object.fromEntries(carries.map((field) => [field, sample[field]]));
	for (const words of [says(given), says({})]) {
		expect(words).toMatch(/^[a-z]/);
		expect(words).not.toMatch(/undefined|null|NaN|\s$/);
	}
	expect(log?.words('Dana', 'Nora').join(' ').trim() ?? 'Dana').toMatch(/Dana|Nora/);
});

test('sentences name what happened', () => {
	expect(events['action.approved'].says(sample)).toBe('changed and approved: Mail to Priya Shah');
	expect(events['task.ready'].says(sample)).toBe('finished, proposed 2 actions, and waits for you');
	expect(events['task.waiting'].says(sample)).toBe('waits for working hours');
});

test('an event makes its own agent and task stale, and no other', () => {
	const stale = staleAfter({ kind: 'task.ready', taskId: 't1', agentId: 'a1' });
	expect(stale).toEqual(expect.arrayContaining(['app:task:t1', 'app:agent:a1', 'app:inbox', 'app:tasks']));
	expect(stale).not.toContain('app:task');
	expect(staleAfter({ kind: 'agent.paused', taskId: null, agentId: null })).not.toContain('app:agent');
});

test('whoever is told, is told of something that stands in the log', () => {
	const told = kindsWhere(({ tells }) => tells !== null);
	expect(told.length).toBeGreaterThan(5);
	for (const kind of told) expect(events[kind].activity).toBe(true);
});

test('no statement writes an event that the catalogue does not have', () => {
	const written = sqlFiles('src/lib/server').flatMap((text) =>
		[...text.matchAll(/insert into events[^;`]*`/g)].flatMap(([statement]) =>
			[...statement.matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(([, kind]) => kind)
		)
	);
	expect(written).toContain('task.created');
	for (const kind of written) expect(eventKinds).toContain(kind);
});

function sqlFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('generated'))
		.map((file) => readFileSync(join(folder, file), 'utf8'));
}
