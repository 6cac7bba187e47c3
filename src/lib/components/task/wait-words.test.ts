import { expect, test } from 'vitest';
import type { AgentStatus } from '../../schemas/agent.ts';
import { waitReasonWords, whyItWaits } from './wait-words.ts';

const now = Date.parse('2026-11-23T14:00:00.000Z');
const soon = '2026-11-23T14:07:00.000Z';
const waiting = {
	agent: { id: 'nora', name: 'Nora', avatar: { kind: 'initials', color: 'moss' } as never },
	agentStatus: 'active' as AgentStatus,
	run: {
		waitReason: null as string | null,
		nextAttemptAt: '1970-01-01T00:00:00.000Z',
		cause: 'created' as const,
		attempt: 0
	},
	said: null as string | null,
	office: { pausedAt: null as string | null, running: 0, places: 4, mayManage: true },
	now,
	timeZone: 'Europe/Berlin'
};
const because = (waitReason: string, said: string | null = null) =>
	whyItWaits({ ...waiting, said, run: { ...waiting.run, waitReason, nextAttemptAt: soon } });

test('a pause of everyone comes before a pause of one, and that before the rest', () => {
	const office = { ...waiting.office, pausedAt: soon };
	expect(whyItWaits({ ...waiting, agentStatus: 'paused', office }).title).toContain('All agents are paused');
	const paused = whyItWaits({ ...waiting, agentStatus: 'paused' });
	expect(paused.title).toBe('Nora is paused, so this waits');
	expect(paused.way).toEqual({ href: '/agents/nora', label: 'Put Nora back to work' });
});

test('a limit says what the worker said, and shows the way to those who may raise it', () => {
	const wait = because('budget', 'The limit of $1.00 leaves no room.');
	expect(wait).toMatchObject({
		text: 'The limit of $1.00 leaves no room.',
		way: { href: '/settings#spending' },
		held: true
	});
	const office = { ...waiting.office, mayManage: false };
	const run = { ...waiting.run, waitReason: 'budget', nextAttemptAt: soon };
	expect(whyItWaits({ ...waiting, run, office }).way).toBeNull();
});

test('a pause that the model asked for ends at a time in the workspace’s zone', () => {
	expect(because('rate_limit').title).toBe('The model asked for a pause until 15:07');
});

test('what is tried by itself asks nobody to try', () => {
	const wait = because('retry', 'It could not be reached. Please try again in a few minutes.');
	expect(wait).toMatchObject({ text: 'It could not be reached.', until: soon });
	expect(because('hours')).toMatchObject({ title: 'Outside Nora’s working hours', until: soon });
});

test('a reason whose time is over is no reason any more', () => {
	const run = { ...waiting.run, waitReason: 'rate_limit', nextAttemptAt: '2026-11-23T13:59:00.000Z' };
	expect(whyItWaits({ ...waiting, run })).toMatchObject({ title: 'In line', held: false });
	expect(whyItWaits({ ...waiting, run: { ...waiting.run, waitReason: 'paused' } }).title).toBe('In line');
});

test('a full house is said with its number', () => {
	const office = { ...waiting.office, running: 4 };
	const wait = whyItWaits({ ...waiting, office });
	expect(wait.title).toBe('In line behind others');
	expect(wait.text).toContain('4 tasks are being worked on');
});

test('a reason that this page does not know is still a wait', () => {
	expect(waitReasonWords('moon')).toBe('Waiting');
});
