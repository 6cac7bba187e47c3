import type { Ground } from '../lib/ground.ts';
import { openPool, productEnvironment, startWorker } from '../lib/ground.ts';
import { compared, perSecond, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';
import { load } from './load.ts';
import { instructions, startProduct, type Product } from './product.ts';

const twice = { is: 'at least', value: 2 } as const;

/**
 * Tasks over REST by one signed-in person, ten connections at a time, beside the same of an earlier commit: created
 * while no worker runs, and created while one works them off.
 */
export async function createTasks(ground: Ground, size: Size): Promise<Row[]> {
	const { created, atWork } = await beside(ground, size, [create, createAtWork]);
	if (!created || !atWork) return [];
	return [
		compared('create a task over REST, no worker / the same at an earlier commit', created, perSecond, twice),
		compared('create a task over REST, a worker at work / the same earlier', atWork, perSecond, twice)
	];
}

/** The newest fifty of a thousand tasks, as REST gives them, beside the same of an earlier commit. */
export async function listTasks(ground: Ground, size: Size): Promise<Row[]> {
	const { listed } = await beside(ground, size, [list]);
	const target = { is: 'at least', value: 1.5 } as const;
	return listed ? [compared('list 50 tasks over REST / the same earlier', listed, perSecond, target)] : [];
}

/** Each side does everything once before it counts. */
async function beside(ground: Ground, { rounds, quick }: Size, measures: Measure[]) {
	const seconds = quick ? 1 : 4;
	const ours = await startLarge(ground);
	const earlier = await startLarge(ground, ground.base);
	const figures: Awaited<ReturnType<typeof takeTurns>> = {};
	for (const measure of measures) {
		for (const side of [ours, earlier]) await measure(side, seconds);
		const pairs = await takeTurns(
			rounds,
			() => measure(ours, seconds),
			() => measure(earlier, seconds)
		);
		Object.assign(figures, pairs);
	}
	await Promise.all([ours.stop(), earlier.stop()]);
	return figures;
}

type Measure = (product: Product, seconds: number) => Promise<Record<string, number>>;

/** On the plan without a limit, so that none is what is measured, with a thousand tasks in the list. */
async function startLarge(ground: Ground, folder?: string): Promise<Product> {
	const product = await startProduct(ground, folder);
	const pool = openPool(product.databaseUrl);
	await pool.query(`update workspaces set plan = 'enterprise'`);
	await pool.query(`
		insert into tasks (id, workspace_id, agent_id, created_by_id, type, title, instructions)
		select gen_random_uuid(), workspace_id, agent_id, created_by_id, type, title || ' again', instructions
		from (select * from tasks limit 1) one, generate_series(1, 1000)`);
	await pool.query('analyze');
	return product;
}

async function create({ origin, cookie, agentId }: Product, seconds: number) {
	const body = { agentId, title: 'Write to Ms Fischer', instructions };
	const { rate } = await load(`${origin}/api/tasks`, seconds, { cookie, body });
	return { created: rate };
}

async function createAtWork(product: Product, seconds: number) {
	const worker = await startWorker(productEnvironment(product.databaseUrl), product.folder);
	const { created } = await create(product, seconds);
	await worker.stop();
	return { atWork: created };
}

async function list({ origin, cookie }: Product, seconds: number) {
	const { rate } = await load(`${origin}/api/tasks?limit=50`, seconds, { cookie });
	return { listed: rate };
}
