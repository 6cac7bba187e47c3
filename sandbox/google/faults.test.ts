import { describe, expect, it } from 'vitest';
import { spreadsheetIdOf } from './seed.ts';
import {
	client,
	connected,
	dana,
	draftOf,
	newSandbox,
	refresh,
	rowOf,
	sandboxIn,
	folder
} from '../testing.ts';

const leads = spreadsheetIdOf(dana, 'Leads');
const lost = expect.objectContaining({
	code: expect.stringMatching(/ECONNRESET|ABORT|TIMEOUT/i) as string
}) as object;

/** Long enough for whatever answers, and for what hangs to have its effect first; in milliseconds. */
const patience = (fault: string) => (fault.startsWith('hang') ? 1_500 : 30_000);

/** How many effects there are after the first and after the second try, and how the first one ended. */
async function twice(
	call: () => Promise<unknown>,
	effects: () => number
): Promise<[unknown, number, number]> {
	const first = await call().catch((error: { status?: number }) => error.status ?? 'lost');
	const afterFirst = effects();
	await call();
	return [typeof first === 'object' ? 'answered' : first, afterFirst, effects()];
}

describe('a sentinel in the subject of a draft', () => {
	it.each([
		['503-before', 503, 0],
		['503-after', 503, 1],
		['reset-before', 'lost', 0],
		['reset-after', 'lost', 1],
		['hang-before', 'lost', 0],
		['hang-after', 'lost', 1],
		['garbled-after', 'answered', 1],
		['429', 429, 0],
		['401-once', 401, 0],
		['slow', 'answered', 1]
	])('%s fires once', async (name, first, applied) => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const call = () =>
			mail.users.drafts.create(draftOf(`Hello sandbox:${name} there`), { timeout: patience(name) });
		const effects = () => sandbox.state().effects.length;
		expect(await twice(call, effects)).toEqual([first, applied, applied + 1]);
		expect(sandbox.state().requests.map(({ fault }) => fault)).toEqual([name, null]);
	});

	it('429 says how long to wait, and can come twice', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const call = () => mail.users.drafts.create(draftOf('sandbox:429-twice'));
		for (let time = 0; time < 2; time++) {
			const error = (await call().catch((thrown: unknown) => thrown)) as { response: Response };
			expect(error.response.headers.get('retry-after')).toBe('2');
		}
		expect((await call()).status).toBe(200);
	});

	it('fires for each distinct text, and on every request with -always', async () => {
		const { mail } = connected(await newSandbox());
		const status = (subject: string) =>
			mail.users.drafts.create(draftOf(subject)).then(
				(answer) => answer.status,
				(error: { status: number }) => error.status
			);
		expect([await status('A sandbox:503-before'), await status('B sandbox:503-before')]).toEqual([503, 503]);
		expect([await status('A sandbox:503-before'), await status('sandbox:no-such-thing')]).toEqual([200, 200]);
		for (let time = 0; time < 3; time++) expect(await status('sandbox:503-before-always')).toBe(503);
		const both = 'sandbox:429 sandbox:503-before';
		expect([await status(both), await status(both), await status(both)]).toEqual([429, 503, 200]);
	});

	it('garbled-after is no JSON', async () => {
		const sandbox = await newSandbox();
		const { accessToken } = sandbox.connect({ email: dana });
		const answer = await fetch(`${sandbox.url}/gmail/v1/users/me/drafts`, {
			method: 'POST',
			headers: { authorization: `Bearer ${accessToken}` },
			body: JSON.stringify(draftOf('sandbox:garbled-after').requestBody)
		});
		expect(answer.status).toBe(200);
		await expect(answer.json()).rejects.toThrow();
	});

	it('lag hides a draft from the search for five seconds of the sandbox’s own', async () => {
		const sandbox = await sandboxIn(await folder(), 0.4);
		const { mail } = connected(sandbox);
		sandbox.set({ searchLagSeconds: 0 });
		await mail.users.drafts.create(draftOf('prompt', 'prompt@agentforce.example'));
		await mail.users.drafts.create(draftOf('sandbox:lag', 'late@agentforce.example'));
		const found = async (id: string) =>
			(await mail.users.drafts.list({ userId: 'me', q: `rfc822msgid:${id}@agentforce.example` })).data
				.resultSizeEstimate;
		expect([await found('prompt'), await found('late')]).toEqual([1, 0]);
		await expect.poll(() => found('late'), { timeout: 15_000 }).toBe(1);
		const [, late] = sandbox.state().accounts[0]?.drafts ?? [];
		expect((late?.searchableAt ?? 0) - (late?.createdAt ?? 0)).toBe(2_000);
	});
});

describe('a sentinel in a cell', () => {
	it.each([
		['503-before', 503, 0],
		['503-after', 503, 1],
		['reset-before', 'lost', 0],
		['reset-after', 'lost', 1],
		['hang-after', 'lost', 1],
		['garbled-after', 'answered', 1]
	])('%s leaves %s behind', async (name, first, applied) => {
		const sandbox = await newSandbox();
		const { sheets } = connected(sandbox);
		const call = () =>
			sheets.spreadsheets.batchUpdate(rowOf(leads, ['x', `sandbox:${name}`], 5), {
				timeout: patience(name)
			});
		const seen = await call().catch((error: { status?: number }) => error.status ?? 'lost');
		expect(typeof seen === 'object' ? 'answered' : seen).toBe(first);
		expect(sandbox.state().effects).toHaveLength(applied);
		const again = await call().then(
			() => 200,
			(error: { status?: number }) => error.status
		);
		expect(again).toBe(applied === 1 ? 400 : 200);
		expect(sandbox.state().effects).toHaveLength(1);
	});
});

describe('a fault set for the next requests of an operation', () => {
	it('meets any operation, the token endpoint included, as often as asked', async () => {
		const sandbox = await newSandbox();
		const { mail, refreshToken } = {
			...connected(sandbox),
			...sandbox.connect({ email: dana, clientId: client.client_id })
		};
		sandbox.set({ next: { operation: 'oauth.token', fault: '503-before', times: 2 } });
		const refreshed = [1, 2, 3].map(() => 0);
		for (const index of refreshed.keys()) refreshed[index] = (await refresh(sandbox, refreshToken)).status;
		expect(refreshed).toEqual([503, 503, 200]);
		sandbox.set({ email: dana, next: { operation: 'gmail.users.getProfile', fault: 'reset-before' } });
		await expect(mail.users.getProfile({ userId: 'me' })).rejects.toEqual(lost);
		expect((await mail.users.getProfile({ userId: 'me' })).status).toBe(200);
	});
});
