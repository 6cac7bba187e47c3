import { afterAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import type { Session } from '#lib/schemas/account.ts';
import { callerOf, sessionOf } from '../support/app.ts';
import { startTestPostgres } from '../support/postgres.ts';
import { FaultCluster, type Tenant } from '../support/fault-cluster.ts';
import { defined } from '../support/defined.ts';

/** Fault 9, on a Postgres of this file's own: it crashes, becomes read-only, has no connection left. */

const postgres = await startTestPostgres();
await admin(async (client) => {
	// The tests' server forgets its last moments in a crash; this one keeps its word, as in production.
	await client.query('alter role agentforce set synchronous_commit = on');
});
const cluster = await FaultCluster.open({ postgres, delayMs: 300 });
const workers = [cluster.supervised(), cluster.supervised()];
await Promise.all(workers.map(({ current }) => current.ready()));
afterAll(async () => {
	await cluster.close();
	await postgres.stop();
}, 60_000);

const name = new URL(cluster.url).pathname.slice(1);

/** What a signed-in person gets who gives a task just now. */
async function answerToUser(tenant: Tenant, session: Session): Promise<string> {
	const { tasks } = await callerOf(cluster.app, null, { session });
	const input = {
		agentId: tenant.agentId,
		title: 'Just now',
		instructions: 'Please.',
		type: 'work' as const
	};
	return tasks.create(input).then(
		() => 'given',
		(error: { code: string }) => error.code
	);
}

async function admin(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
	const client = await connected(postgres.adminUrl);
	await work(client).finally(() => client.end().catch(() => undefined));
}

async function connected(connectionString = cluster.url): Promise<pg.Client> {
	const client = new pg.Client({ connectionString });
	client.on('error', () => undefined);
	await client.connect();
	return client;
}

async function terminateAll(client: pg.Client): Promise<void> {
	await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name]);
}

describe('Postgres', () => {
	test('crashes and recovers under full work: nothing is lost', async () => {
		const tenant = await cluster.newTenant();
		const given = await cluster.tasks(tenant, 20);
		await cluster.until('some are at work', async () => cluster.peer.requests.length > 2);
		const victim = await connected();
		const bystander = await connected();
		const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
		// The server ends every connection and goes through recovery when one of its processes is killed, but not at once:
		// until a bystander has been cut off, it still answers as if nothing had happened.
		const crashed = new Promise<void>((resolve) => bystander.once('end', resolve));
		process.kill(defined(rows[0]).pid, 'SIGKILL');
		await crashed;
		await cluster.until('the server is back', () => admin(async () => undefined).then(() => true));
		await cluster.settled(90);
		for (const { id } of given) expect(await cluster.status(id)).toBe('needs_review');
		expect(await cluster.violations()).toEqual([]);
	});

	test('is read-only for a while: people are told, workers wait, then all goes on', async () => {
		const tenant = await cluster.newTenant();
		const given = await cluster.tasks(tenant, 10);
		const session = defined(await sessionOf(cluster.app, tenant.owner));
		await admin(async (client) => {
			await client.query(`alter database "${name}" set default_transaction_read_only = on`);
			await terminateAll(client);
		});
		const codes = new Set(await Promise.all(Array.from({ length: 12 }, () => answerToUser(tenant, session))));
		await admin(async (client) => {
			await client.query(`alter database "${name}" reset default_transaction_read_only`);
			await terminateAll(client);
		});
		expect([...codes]).toEqual(['SERVICE_UNAVAILABLE']);
		await cluster.until('the web is back', async () => (await answerToUser(tenant, session)) === 'given');
		await cluster.settled(90);
		for (const { id } of given) expect(await cluster.status(id)).toBe('needs_review');
		expect(await cluster.violations()).toEqual([]);
	});

	test('has no connection left: people are told, and nothing is lost', async () => {
		const tenant = await cluster.newTenant();
		const given = await cluster.tasks(tenant, 10);
		const web = cluster.openApp(cluster.url);
		const session = await sessionOf(cluster.app, tenant.owner);
		const crowd: pg.Client[] = [];
		// Workers let go of one now and then, and somebody else takes it.
		await cluster.until('somebody is refused', async () => {
			while (await joins(crowd));
			const api = await callerOf(web, null, { session });
			const answer = await api.usage.get().then(
				() => 'answered',
				(error: { code: string }) => error.code
			);
			if (answer === 'answered') await web.db.$disconnect();
			else expect(answer).toBe('SERVICE_UNAVAILABLE');
			return answer !== 'answered';
		});
		await Promise.all(crowd.map((client) => client.end()));
		await cluster.settled(90);
		for (const { id } of given) expect(await cluster.status(id)).toBe('needs_review');
		expect(await cluster.violations()).toEqual([]);
	});
});

/** One more connection; false when the server has none left. */
async function joins(crowd: pg.Client[]): Promise<boolean> {
	return connected().then(
		(client) => crowd.push(client) > 0,
		() => false
	);
}
