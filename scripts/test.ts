import { relative } from 'node:path';
import { addCounts, countCheck, formatCounts } from './test/counts.ts';
import type { Counts } from './test/counts.ts';
import { endCommands } from './test/command.ts';
import { quickPlan } from './test/quick.ts';
import {
	buildProduct,
	checks,
	faultTests,
	journeys,
	prepare,
	testsMatching,
	unitTests
} from './test/stages.ts';
import { afterSecondLook } from './test/second-look.ts';
import type { Stage } from './test/stages.ts';

/** `npm test`: everything that must hold, one line a stage, and the sum on the last line. */

/** Stages that run side by side, in this order, so many at a time. */
type Group = { lanes: number; stages: Stage[] };
/** One after another. */
type Line = Group[];

const [part = 'all', ...filters] = process.argv.slice(2);

/** Lines run side by side. */
const parts: Record<string, () => Line[] | Promise<Line[]>> = {
	all: () => [
		// They wait more than they work, so they keep a line of their own beside everything else.
		[{ lanes: 1, stages: [faultTests] }],
		[
			{ lanes: 2, stages: [...checks, buildProduct, unitTests] },
			{ lanes: 1, stages: [journeys([])] }
		]
	],
	quick: () => [quickPlan()],
	check: () => [[{ lanes: 2, stages: checks }]],
	unit: () => [
		[{ lanes: 2, stages: filters.length > 0 ? [testsMatching(filters)] : [faultTests, unitTests] }]
	],
	e2e: () => [[{ lanes: 1, stages: [journeys(filters)] }]]
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

const lines = parts[part];
if (lines) finish(await runAll(await lines()));
else stopWith(`There is no part “${part}”; please say quick, check, unit or e2e, or nothing for all.`);

async function runAll(lines: Line[]): Promise<Counts> {
	const prepared = await prepare();
	print('Types and clients generated', prepared.code === 0, prepared.seconds, prepared.output);
	if (prepared.code !== 0) return countCheck(1);
	const done = (await Promise.all(lines.map(runLine))).flat();
	const counts: Counts[] = [];
	// One after another: by now nothing else runs.
	for (const one of done) counts.push(await secondLook(one));
	return addCounts(counts);
}

type Done = { stage: Stage; counts: Counts };

async function runLine(groups: Line): Promise<Done[]> {
	const done: Done[] = [];
	for (const group of groups) done.push(...(await runGroup(group)));
	return done;
}

async function runGroup({ lanes, stages }: Group): Promise<Done[]> {
	const waiting = [...stages];
	const done: Done[] = [];
	const lane = async () => {
		for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
			const { code, seconds, output, counts } = await stage.run();
			print(stage.name, code === 0, seconds, output);
			done.push({ stage, counts });
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	return done;
}

async function secondLook({ stage, counts }: Done): Promise<Counts> {
	if (counts.failed === 0 || part !== 'all') return counts;
	const again = await stage.again?.();
	if (!again) return counts;
	print(`${stage.name}, again and alone`, again.code === 0, again.seconds, again.output);
	if (again.code === 0)
		console.log(
			`  Unsteady, passed only alone: ${again.files.map((file) => relative(process.cwd(), file)).join(', ')}`
		);
	return afterSecondLook(counts, again.counts);
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
