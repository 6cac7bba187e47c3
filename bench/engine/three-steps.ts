import type { StepsQuestions } from '../children/three-steps.ts';
import { Child } from '../lib/child.ts';
import { productEnvironment, type Ground } from '../lib/ground.ts';
import { compared, millis, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';
import { quantile } from '../lib/stats.ts';

/** A run of three recorded steps beside a DBOS workflow of three steps, one at a time. */
export async function threeSteps(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const count = quick ? 20 : 100;
	const start = (name: string, url: string) => Child.start<StepsQuestions>(name, productEnvironment(url));
	const ours = await start('three-steps', await ground.ours());
	const dbos = await start('three-steps-dbos', await ground.empty());
	const side = (child: Child<StepsQuestions>) => async () => {
		const times = await child.ask('runs', { count });
		return { p50: quantile(times, 0.5) };
	};
	for (const child of [ours, dbos]) await child.ask('runs', { count: 20 });
	const { p50 } = await takeTurns(rounds, side(ours), side(dbos));
	await Promise.all([ours.stop(), dbos.stop()]);
	if (!p50) return [];
	return [compared('a run of three recorded steps, p50 / DBOS', p50, millis, { is: 'at most', value: 1.5 })];
}
