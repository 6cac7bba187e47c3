import type { NoOpQuestions } from '../children/no-op-worker.ts';
import { Child } from '../lib/child.ts';
import { productEnvironment, type Ground } from '../lib/ground.ts';
import { compared, perSecond, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';

/** Jobs that do nothing, through our wrapper and through graphile-worker alone. */
export async function noOpJobs(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const count = quick ? 500 : 1_500;
	const start = async (side: string, url: string) => {
		const child = await Child.start<NoOpQuestions>('no-op-worker', {
			...productEnvironment(url),
			BENCH_SIDE: side
		});
		await child.ask('jobs', { count: 300 });
		return child;
	};
	const wrapped = await start('wrapped', await ground.ours());
	const raw = await start('raw', await ground.queueOnly());
	const pairs = await takeTurns(
		rounds,
		() => wrapped.ask('jobs', { count }),
		() => raw.ask('jobs', { count })
	);
	await Promise.all([wrapped.stop(), raw.stop()]);
	const target = { is: 'at least', value: 0.8 } as const;
	return pairs.perSecond
		? [compared('no-op jobs: our worker / graphile-worker', pairs.perSecond, perSecond, target)]
		: [];
}
