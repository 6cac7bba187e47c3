import { availableParallelism, loadavg } from 'node:os';
import { generate } from '../scripts/lib/build.ts';
import { checkOutBase } from './lib/base.ts';
import { alone, endEverything, endOnSignals, isEnding } from './lib/cleanup.ts';
import { table, type Row } from './lib/report.ts';
import type { Size } from './lib/size.ts';
import type { Ground } from './lib/ground.ts';

/**
 * npm run bench -- [part or name …] [--quick]. Without a name everything is measured; `--quick` shows in a
 * minute that it all runs, with figures that mean nothing. docs/benchmarks.md says how to read it.
 */
type Bench = {
	name: string;
	part: 'engine' | 'web' | 'size';
	/** Is measured beside an earlier commit. */
	besideBase?: true;
	run: (ground: Ground, size: Size) => Promise<Row[]>;
};

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const quick = args.includes('--quick');
const size: Size = { quick, rounds: quick ? 1 : 5 };

endOnSignals();
try {
	await generate();
	const chosen = choose(await loadBenches());
	const { startGround } = await import('./lib/ground.ts');
	const base = chosen.some(({ besideBase }) => besideBase) ? await checkOutBase() : '';
	const rows = await measure(chosen, await startGround(base));
	console.log(`\n${table(rows)}\n`);
} catch (error) {
	// What fails while everything is being ended fails because of that.
	if (isEnding()) await new Promise(() => {});
	console.error(error);
	process.exitCode = 1;
}
await endEverything();
process.exit();

/** Only after `generate`: they need the Prisma client. */
async function loadBenches(): Promise<Bench[]> {
	const [
		noOp,
		start,
		whole,
		steps,
		calls,
		workers,
		recovering,
		firing,
		creating,
		finding,
		pages,
		desk,
		first
	] = await Promise.all([
		import('./engine/no-op-jobs.ts'),
		import('./engine/create-to-start.ts'),
		import('./engine/pipeline.ts'),
		import('./engine/three-steps.ts'),
		import('./engine/in-flight.ts'),
		import('./engine/two-workers.ts'),
		import('./engine/recovery.ts'),
		import('./engine/fires.ts'),
		import('./web/create-tasks.ts'),
		import('./web/search.ts'),
		import('./web/requests.ts'),
		import('./web/inbox.ts'),
		import('./web/first-load.ts')
	]);
	return [
		{ name: 'no-op', part: 'engine', run: noOp.noOpJobs },
		{ name: 'start', part: 'engine', run: start.createToStart },
		{ name: 'pipeline', part: 'engine', run: whole.pipeline },
		{ name: 'steps', part: 'engine', run: steps.threeSteps },
		{ name: 'calls', part: 'engine', run: calls.inFlight },
		{ name: 'workers', part: 'engine', run: workers.twoWorkers },
		{ name: 'recovery', part: 'engine', run: recovering.recovery },
		{ name: 'fires', part: 'engine', run: firing.fires },
		{ name: 'create', part: 'web', besideBase: true, run: creating.createTasks },
		{ name: 'list', part: 'web', besideBase: true, run: creating.listTasks },
		{ name: 'search', part: 'web', run: finding.search },
		{ name: 'requests', part: 'web', besideBase: true, run: pages.requests },
		{ name: 'inbox', part: 'web', run: desk.inbox },
		{ name: 'first-load', part: 'size', run: first.firstLoad }
	];
}

function choose(all: Bench[]): Bench[] {
	const known = new Set(all.flatMap(({ name, part }) => [name, part as string]));
	const unknown = wanted.filter((name) => !known.has(name));
	if (unknown.length > 0)
		throw new Error(`There is no bench ${unknown.join(', ')}. There are: ${[...known].join(', ')}.`);
	if (wanted.length === 0) return all;
	return all.filter(({ name, part }) => wanted.includes(name) || wanted.includes(part));
}

async function measure(benches: Bench[], ground: Ground): Promise<Row[]> {
	const rows: Row[] = [];
	for (const { name, run } of benches) {
		const began = Date.now();
		try {
			rows.push(...(await alone(() => run(ground, size))));
		} catch (error) {
			// The figures of the others are still worth having.
			if (isEnding()) throw error;
			console.error(error);
			process.exitCode = 1;
		}
		const took = ((Date.now() - began) / 1_000).toFixed(0);
		const load = (loadavg()[0] ?? 0).toFixed(1);
		console.log(
			`  ${name.padEnd(12)}${took.padStart(4)} s   load ${load} on ${availableParallelism()} cores`
		);
	}
	return rows;
}
