import type pg from 'pg';
import type { App } from '#server/app.ts';
import { fireDue } from '#server/domain/workflow/fire-due.ts';
import { ownWords } from '../../prisma/catalogue/workflows/own-words.ts';
import { now, until } from '../lib/clock.ts';
import {
	makeTenants,
	openApp,
	openPool,
	productEnvironment,
	startWorker,
	type Ground,
	type Tenant
} from '../lib/ground.ts';
import { limited, millis, seconds, type Row } from '../lib/report.ts';
import type { Size } from '../lib/size.ts';
import { median } from '../lib/stats.ts';

const minute = 60_000;
/** To be all there before they are due. */
const millisAhead = 10_000;
const patienceMillis = 120_000;
const probes = 50;

/**
 * Ten thousand workflows due at one moment with two real schedulers, which also do the runs meanwhile; then what a look
 * costs with a million workflows of which none is due. Throws where one fired twice or not at all.
 */
export async function fires(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const [count, many] = quick ? [200, 2_000] : [10_000, 1_000_000];
	const fired: number[] = [];
	const started: number[] = [];
	for (let round = 0; round < Math.min(rounds, 3); round++) {
		const { all, first } = await oneMinute(await ground.ours(), count);
		fired.push(all);
		started.push(first);
	}
	const shown = count.toLocaleString('en');
	return [
		limited(`${shown} workflows due at once, two schedulers: all fired`, spread(fired), seconds, {
			is: 'at most',
			value: 10
		}),
		limited('the same: the first run has begun', spread(started), seconds, { is: 'at most', value: 2 }),
		...(await idleLooks(await ground.ours(), many))
	];
}

async function oneMinute(url: string, count: number): Promise<{ all: number; first: number }> {
	const app = openApp(url);
	const pool = openPool(url);
	const tenants = await makeTenants(app, 100);
	const workers = await Promise.all([1, 2].map(() => startWorker(productEnvironment(url))));
	const due = Math.ceil((now() + millisAhead) / minute) * minute;
	await insert(pool, tenants, count, new Date(due));
	const all = await since(due, 'every workflow has fired', async () => (await app.db.fire.count()) >= count);
	await until(
		'a run begins',
		async () => (await app.db.run.count({ where: { startedAt: { not: null } } })) > 0
	);
	const [row] = await app.db.$queryRaw<{ fires: bigint; first: number }[]>`
		select count(*) as fires, (select extract(epoch from min(r.started_at) - min(f.fire_at))::float8
			from runs r join tasks t on t.id = r.task_id join fires f on f.id = t.fire_id) as first
		from fires`;
	const distinct = await app.db.fire.groupBy({ by: ['workflowId'] });
	if (Number(row?.fires) !== count || distinct.length !== count)
		throw new Error(`${row?.fires} fires of ${distinct.length} workflows, where ${count} were due.`);
	await Promise.all(workers.map((worker) => worker.kill()));
	return { all, first: row?.first ?? Infinity };
}

async function since(due: number, what: string, isSo: () => Promise<boolean>): Promise<number> {
	await until(what, isSo, patienceMillis);
	return (now() - due) / 1_000;
}

/** Spread over the tenants, due every day at this time. */
async function insert(pool: pg.Pool, tenants: Tenant[], count: number, due: Date): Promise<void> {
	const definition = {
		instructions: ownWords.instructions,
		inputs: ownWords.inputs,
		fields: [],
		steps: ownWords.steps
	};
	const text = `
		insert into workflows (id, workspace_id, agent_id, name, template_key, template_version, definition, inputs, trigger,
			trigger_kind, enabled, next_fire_at, settled_at, zone_data)
		select gen_random_uuid(), t.workspace, t.agent, 'Note ' || n, 'own-words', 1, $3::jsonb, '{"task": "Say what is new."}',
			jsonb_build_object('kind', 'schedule', 'timeZone', 'UTC', 'cron', $5::text), 'schedule', true, $6,
			now(), $4
		from generate_series(1, ${count}) n
		join unnest($1::uuid[], $2::uuid[]) with ordinality as t(workspace, agent, nth) on t.nth = 1 + n % ${tenants.length}`;
	const ids = [tenants.map(({ actor }) => actor.workspaceId), tenants.map(({ agentId }) => agentId)];
	const cron = `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
	await pool.query(text, [...ids, JSON.stringify(definition), process.versions.tz ?? 'unknown', cron, due]);
}

async function idleLooks(url: string, count: number): Promise<Row[]> {
	const app = openApp(url);
	const pool = openPool(url);
	const tenants = await makeTenants(app, 100);
	for (let made = 0; made < count; made += 100_000)
		await insert(
			pool,
			tenants,
			Math.min(100_000, count),
			new Date(Math.ceil(now() / minute) * minute + 86_400_000)
		);
	await pool.query('vacuum analyze workflows');
	const took: number[] = [];
	for (let probe = 0; probe < probes; probe++) took.push(await lookOnce(app));
	const shown = count.toLocaleString('en');
	return [
		limited(`a look with ${shown} workflows and none due`, spread(took), millis, {
			is: 'at most',
			value: 10
		}),
		limited('the same: pages of the database read', spread([await pagesRead(pool)]), String, {
			is: 'at most',
			value: 10
		})
	];
}

async function lookOnce(app: App): Promise<number> {
	const began = now();
	await fireDue(app);
	return now() - began;
}

/** By the statement's own plan, which has to be one probe of one index. */
async function pagesRead(pool: pg.Pool): Promise<number> {
	const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`
		explain (analyze, buffers, format json)
		select * from workflows where next_fire_at <= now() order by next_fire_at limit 250 for no key update skip locked`);
	const plan = rows[0]?.['QUERY PLAN'][0].Plan;
	if (!JSON.stringify(plan).includes('Index Scan')) throw new Error('The look reads more than an index.');
	return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
}

type Plan = { 'Shared Hit Blocks'?: number; 'Shared Read Blocks'?: number };

function spread(values: number[]) {
	return { value: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
}
