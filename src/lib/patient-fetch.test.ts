import { expect, test, vi } from 'vitest';
import { patient } from './patient-fetch.ts';

const shown = '/inbox';
const data = 'http://localhost/inbox/__data.json?group=waiting&x-sveltekit-invalidated=001';

/** Answers in turn; what is an error is thrown. */
function answering(...answers: (Response | Error)[]) {
	const pauses: number[] = [];
	const fetch = vi.fn(async () => {
		const next = answers.shift();
		if (!next) throw new Error('Asked once too often.');
		if (next instanceof Error) throw next;
		return next;
	});
	let path: string | null = shown;
	const ask = patient(fetch, {
		shownPath: () => path,
		pause: async (milliseconds) => void pauses.push(milliseconds)
	});
	return { ask, fetch, pauses, show: (other: string | null) => (path = other) };
}

const away = () => new TypeError('Failed to fetch');
const good = () => Response.json({ type: 'data', nodes: [null, { type: 'data', data: ['"type":"error"'] }] });
const part = (status?: number) =>
	Response.json({ type: 'data', nodes: [null, { type: 'error', error: {}, status }] });

test('what the page shows waits until there is an answer, a little longer each time', async () => {
	const { ask, pauses } = answering(...Array.from({ length: 7 }, away), good());
	expect((await ask(data)).status).toBe(200);
	expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000]);
});

test.each([
	['a proxy without a server', () => new Response('', { status: 502 })],
	['a server that is starting', () => part(503)],
	['a part that broke', () => part()]
])('it waits for the end of %s', async (_, failure) => {
	const { ask, pauses } = answering(failure(), failure(), good());
	const answer = await ask(data);
	expect(await answer.text()).toBe(await good().text());
	expect(pauses).toHaveLength(2);
});

test.each([403, 404])('a refusal with %i is an answer', async (status) => {
	const { ask, fetch } = answering(part(status));
	await ask(data);
	expect(fetch).toHaveBeenCalledTimes(1);
});

test('a server that fails and fails is believed after half a minute', async () => {
	const { ask, pauses } = answering(...Array.from({ length: 6 }, () => part()));
	expect(await (await ask(data)).text()).toContain('"type":"error"');
	expect(pauses.reduce((sum, one) => sum + one)).toBe(31_000);
});

test('another page, the API and an error page get their failure at once', async () => {
	const { ask, show } = answering(away(), away(), away());
	await expect(ask('http://localhost/tasks/__data.json')).rejects.toThrow('Failed to fetch');
	await expect(ask('/api/trpc/inbox.list')).rejects.toThrow('Failed to fetch');
	show(null);
	await expect(ask(data)).rejects.toThrow('Failed to fetch');
});

test('nobody waits for the data of a page that was left meanwhile', async () => {
	const { ask, fetch, show } = answering();
	fetch.mockImplementationOnce(async () => {
		show('/tasks');
		throw away();
	});
	await expect(ask(data)).rejects.toThrow('Failed to fetch');
});
