import { randomUUID } from 'node:crypto';
import { expect, newPerson, test } from './fixtures.ts';
import { startWeb, type Web } from './web.ts';

/** Signs somebody new up; answers the cookies that a browser would send back. */
async function cookiesOf(ask: Web['ask']): Promise<string> {
	const answer = await ask('/api/auth/signup', newPerson());
	expect(answer.status, await answer.text()).toBe(200);
	return answer.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}

const strangeAddress = () => `203.0.113.${Math.floor(Math.random() * 256)}`;

test('without ADDRESS_HEADER a made-up address does not begin the count of wrong passwords anew', async () => {
	const { ask, stop } = await startWeb('spoofed');
	const email = `owner-${randomUUID()}@northwind.example`;
	const statuses: number[] = [];
	for (let guess = 1; guess <= 11; guess++) {
		const headers = {
			'x-forwarded-for': strangeAddress(),
			'x-real-ip': strangeAddress(),
			forwarded: `for=${strangeAddress()}`
		};
		statuses.push(
			(await ask('/api/auth/signin', { email, password: `guess number ${guess}` }, headers)).status
		);
	}
	expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
	await stop();
});

test('behind https a browser is told to come back by it, and nothing private is kept anywhere', async () => {
	const { ask, stop } = await startWeb('https', {
		ORIGIN: 'https://agents.example.com',
		ADDRESS_HEADER: 'x-forwarded-for'
	});
	const through = { 'x-forwarded-for': strangeAddress() };
	// Neither health nor a page needs the header: a check of this machine does not come through the proxy.
	for (const path of ['/', '/sign-in', '/api/health/live', '/api/health/ready'])
		expect((await ask(path)).status).toBe(200);
	const cookie = await cookiesOf((path, body) => ask(path, body, through));
	for (const path of [
		'/dashboard',
		'/inbox',
		'/settings',
		'/api/session',
		'/api/tasks',
		'/api/trpc/tasks.counts'
	]) {
		const { headers, status } = await ask(path, undefined, { cookie, ...through });
		expect([200, 303], path).toContain(status);
		expect(headers.get('cache-control'), path).toBe('private, no-store');
		expect(headers.get('strict-transport-security'), path).toMatch(/^max-age=31536000/);
		expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
		expect(headers.get('x-content-type-options'), path).toBe('nosniff');
	}
	const refused = await ask('/api/session', undefined, through);
	expect(refused.headers.get('cache-control')).toBe('private, no-store');
	await stop();
});

test('on plain http no browser is told of https, a tenant hears of no machine, and no other site writes', async () => {
	const { ask, stop } = await startWeb('http');
	const home = await ask('/');
	expect(home.headers.get('strict-transport-security')).toBeNull();
	expect(home.headers.get('cross-origin-opener-policy')).toBe('same-origin');
	// The first account of the installation is the operator's; by now there are others.
	await cookiesOf(ask);
	const cookie = await cookiesOf(ask);
	const { processes } = (await (await ask('/api/engine', undefined, { cookie })).json()) as {
		processes: { host: string | null; pid: number | null }[];
	};
	expect(processes.length).toBeGreaterThan(0);
	expect(processes.every(({ host, pid }) => host === null && pid === null)).toBe(true);

	// What another site has a browser do, with the person's own cookie.
	for (const origin of ['https://evil.example', 'http://evil.localhost', 'null', ''])
		for (const path of ['/api/workspace', '/sign-out', '/contact']) {
			const { status } = await ask(path, { name: 'Taken over' }, { cookie, origin });
			expect(status, `${path} from ${origin}`).toBe(403);
		}
	const session = (await (await ask('/api/session', undefined, { cookie })).json()) as object;
	expect(JSON.stringify(session)).not.toContain('Taken over');
	await stop();
});
