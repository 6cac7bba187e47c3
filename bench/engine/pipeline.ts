import { createDb } from '#server/db/client.ts';
import { newId } from '#server/ids.ts';
import type { Db } from '#server/ports/db.ts';
import { Child } from '../lib/child.ts';
import { atTheEnd } from '../lib/cleanup.ts';
import { now, within } from '../lib/clock.ts';
import {
	makeTenants,
	openApp,
	openPool,
	productEnvironment,
	startWorker,
	type Ground
} from '../lib/ground.ts';
import { many } from '../lib/many.ts';
import { compared, perSecond, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';
import { eventsOf, giveTask, tenantFor } from '../lib/tasks.ts';

const createdAtOnce = 10;

/**
 * From the first create until the last task waits for its review, creating and working at the same time. Ours is a real
 * worker process with the offline writer, beside the smallest pipeline that Prisma and graphile-worker allow.
 */
export async function pipeline(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const count = quick ? 40 : 300;
	const ours = await ourPipeline(ground);
	const minimal = await minimalPipeline(ground);
	for (const side of [ours, minimal]) await side.round(quick ? 20 : 100);
	const { tasksPerSecond } = await takeTurns(
		rounds,
		() => ours.round(count),
		() => minimal.round(count)
	);
	await Promise.all([ours.stop(), minimal.stop()]);
	if (!tasksPerSecond) return [];
	const what = 'pipeline: create to needs_review / smallest with Prisma';
	return [compared(what, tasksPerSecond, perSecond, { is: 'at least', value: 0.7 })];
}

async function ourPipeline(ground: Ground) {
	const url = await ground.ours();
	const app = openApp(url);
	const tenants = await makeTenants(app, 50);
	const worker = await startWorker(productEnvironment(url));
	const round = async (count: number) => {
		const ready = eventsOf(app, 'task.ready', count);
		const began = now();
		await many(count, createdAtOnce, (nth) => giveTask(app, tenantFor(tenants, nth)));
		return rate(count, (await ready) - began);
	};
	return { round, stop: worker.stop };
}

async function minimalPipeline(ground: Ground) {
	const url = await ground.ours();
	await openPool(url).query(bareTasks);
	const db = createDb(url, 10);
	atTheEnd(() => db.$disconnect());
	const worker = await Child.start('minimal-worker', productEnvironment(url));
	const round = async (count: number) => {
		let done = 0;
		let stop: () => void = () => undefined;
		const all = new Promise<number>((resolve) => {
			stop = worker.hear(() => ++done === count && resolve(now()));
		});
		const began = now();
		await many(count, createdAtOnce, () => createMinimal(db));
		const ended = await within('the minimal pipeline is done', 120_000, all);
		stop();
		return rate(count, ended - began);
	};
	return { round, stop: () => worker.stop() };
}

async function createMinimal(db: Db): Promise<void> {
	await db.$transaction(async (tx) => {
		const data = {
			workspaceId: newId(),
			agentId: newId(),
			type: 'work',
			title: 'A letter',
			instructions: 'Write.'
		};
		const { id } = await tx.task.create({ data, select: { id: true } });
		const payload = JSON.stringify({ id });
		await tx.$executeRaw`select graphile_worker.add_job('minimal-task', payload := ${payload}::json)`;
	});
}

function rate(count: number, tookMs: number) {
	return { tasksPerSecond: (count * 1_000) / tookMs };
}

/** Our table of tasks as our Prisma client knows it, with a primary key and no foreign key, trigger or other index. */
const bareTasks = `
	create table bare (like tasks including defaults, primary key (id));
	drop table tasks cascade;
	alter table bare rename to tasks`;
