import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build, generate, isBuilt } from '../lib/build.ts';
import { runCommand } from './command.ts';
import type { CommandResult } from './command.ts';
import { ensureChromium, noChromium } from './chromium.ts';
import { countCheck, countPlaywright, countVitest } from './counts.ts';
import type { Counts } from './counts.ts';
import { installFromDebian } from './debian.ts';
import { failedJourneyFiles, failedTestFiles } from './second-look.ts';

export type StageResult = CommandResult & { counts: Counts };
/** `again`: the files that failed, once more and alone; null when there are none, or too many. */
export type Stage = {
	name: string;
	run(): Promise<StageResult>;
	again?(): Promise<StageResult & { files: string[] }> | null;
};

const folders = ['src', 'worker', 'scripts', 'tests', 'prisma', 'bench'];

/** What must be generated before anything can be checked. */
export async function prepare(): Promise<CommandResult> {
	const synced = await runCommand(['svelte-kit', 'sync']);
	return { ...synced, ...(await outcomeOf(generate, synced)) };
}

async function outcomeOf(
	work: () => Promise<void>,
	{ code, output }: Pick<CommandResult, 'code' | 'output'> = { code: 0, output: '' }
): Promise<Pick<CommandResult, 'code' | 'output'>> {
	try {
		await work();
		return { code, output };
	} catch (error) {
		return { code: 1, output: `${output}${String(error)}\n` };
	}
}

export function check(name: string, command: string[], env: NodeJS.ProcessEnv = {}): Stage {
	return {
		name,
		async run() {
			const result = await runCommand(command, { env, patient: true });
			return { ...result, counts: countCheck(result.code) };
		}
	};
}

const pageTypes = ['svelte-check', '--tsconfig', 'tsconfig.src.json', '--fail-on-warnings'];
const nodeTypes = ['tsc', '-p', 'tsconfig.node.json'];
const importRules = ['depcruise', '--config', '.dependency-cruiser.cjs', ...folders];

export const importCheck = check('Import rules (dependency-cruiser)', importRules);
export const unusedCheck = check('Nothing unused (knip)', ['knip', '--no-progress']);

/** `quickly`: what tsc has found out before is kept on disk, and only what changed is looked at again. */
export function typeChecks({ quickly }: { quickly: boolean }): Stage[] {
	const buildInfo = ['--incremental', '--tsBuildInfoFile', 'node_modules/.cache/tsc-node.tsbuildinfo'];
	return [
		check('Types of pages and server (svelte-check)', pageTypes),
		check('Types of worker, scripts and tests (tsc)', [...nodeTypes, ...(quickly ? buildInfo : [])])
	];
}

export function lint(what: string[]): Stage {
	// TypeScript reads components as the linter does, and needs not begin anew with each of them.
	const env = { SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK: '1' };
	return check('ESLint', ['eslint', '--max-warnings', '0', '--no-warn-ignored', ...what], env);
}

export function format(what: string[]): Stage {
	return check('Prettier', ['prettier', '--check', '--log-level', 'warn', '--ignore-unknown', ...what]);
}

/** Longest first. */
export const checks: Stage[] = [
	lint(['.']),
	...typeChecks({ quickly: false }),
	format(['.']),
	importCheck,
	unusedCheck
];

/** Before the journeys need it, while the other core is busy. */
export const buildProduct: Stage = {
	name: 'The product is built (vite)',
	async run() {
		const started = performance.now();
		const { code, output } = await outcomeOf(async () => void (isBuilt() || (await build())));
		const seconds = (performance.now() - started) / 1000;
		return { code, output, seconds, counts: countCheck(code) };
	}
};

/** `project` and `filters` are what Vitest is asked to run. */
function vitest(name: string, report: string, project: string[], filters: string[] = []): Stage {
	const file = `test-results/vitest-${report}.json`;
	return {
		name,
		async run() {
			rmSync(file, { force: true });
			const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
			const patient = report === 'unit';
			const result = await runCommand(['vitest', 'run', ...reporters, ...project, ...filters], { patient });
			return { ...result, counts: countVitest(file, result.code) };
		},
		again() {
			const files = failedTestFiles(file);
			if (files.length === 0) return null;
			const alone = vitest(name, `${report}-again`, project, files);
			return alone.run().then((result) => ({ ...result, files }));
		}
	};
}

export const unitTests = vitest('Unit and database tests', 'unit', ['--project', 'unit']);

const faults = vitest('Fault tests', 'faults', ['--project', 'faults']);

export const faultTests: Stage = {
	...faults,
	async run() {
		// One case needs a real PgBouncer, and is skipped, and counted so, where there is none.
		if (spawnSync('pgbouncer', ['--version']).error) await installFromDebian('pgbouncer');
		return faults.run();
	}
};

/** `filters` are parts of file names. */
export function testsMatching(filters: string[]): Stage {
	return vitest('Tests of the files named', 'matching', [], filters);
}

/** Journeys through the real product in a real browser. */
export function journeys(filters: string[]): Stage {
	const report = 'test-results/playwright.json';
	return {
		name: 'Journeys in the browser',
		run: () => walk(report, filters),
		again() {
			const files = failedJourneyFiles(report);
			if (files.length === 0) return null;
			return walk('test-results/playwright-again.json', files).then((result) => ({ ...result, files }));
		}
	};
}

async function walk(report: string, filters: string[]): Promise<StageResult> {
	const browser = await ensureChromium();
	if (!browser) return { code: 1, output: `${noChromium}\n`, seconds: 0, counts: countCheck(1) };
	rmSync(report, { force: true });
	const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
	const result = await runCommand(['playwright', 'test', '--reporter=list,json', ...filters], { env });
	return { ...result, counts: countPlaywright(report, result.code) };
}
