import { addCounts, countCheck, formatCounts } from './test/counts.ts';
import type { Counts } from './test/counts.ts';
import { endCommands } from './test/command.ts';
import { checks, journeys, prepare, unitTests } from './test/stages.ts';
import type { Stage } from './test/stages.ts';

/** `npm test`: everything that must hold, one line a stage, and the sum on the last line. */

const [part = 'all', ...filters] = process.argv.slice(2);

const parts: Record<string, Stage[][]> = {
	all: [checks, [unitTests([])], [journeys([])]],
	check: [checks],
	unit: [[unitTests(filters)]],
	e2e: [[journeys(filters)]]
};

// `disconnect`: whoever started us was killed the hard way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
	process.once(signal, () => {
		console.log('Ending what still runs …');
		void endCommands().finally(() => process.exit(130));
	});
}

// Listening for `disconnect` must not keep us here when everything is done.
process.channel?.unref();

const groups = parts[part];
if (groups) finish(await runAll(groups));
else stopWith(`There is no part “${part}”; please say check, unit or e2e, or nothing for all.`);

async function runAll(stages: Stage[][]): Promise<Counts> {
	const prepared = await prepare();
	print('Types and clients generated', prepared.code === 0, prepared.seconds, prepared.output);
	if (prepared.code !== 0) return countCheck(1);
	const counts: Counts[] = [];
	for (const group of stages) counts.push(...(await runTwoAtATime(group)));
	return addCounts(counts);
}

async function runTwoAtATime(stages: Stage[]): Promise<Counts[]> {
	const waiting = [...stages];
	const counts: Counts[] = [];
	const lane = async () => {
		for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
			const result = await stage.run();
			print(stage.name, result.code === 0, result.seconds, result.output);
			counts.push(result.counts);
		}
	};
	await Promise.all([lane(), lane()]);
	return counts;
}

function print(name: string, good: boolean, seconds: number, output: string): void {
	console.log(`${good ? '✓' : '✗'} ${name.padEnd(44)} ${seconds.toFixed(1).padStart(6)} s`);
	if (!good) console.log(`\n${output.trim()}\n`);
}

function finish(counts: Counts): void {
	console.log(`\n${formatCounts(counts)}`);
	process.exitCode = counts.failed > 0 ? 1 : 0;
}

function stopWith(sentence: string): void {
	console.error(sentence);
	process.exitCode = 1;
}
