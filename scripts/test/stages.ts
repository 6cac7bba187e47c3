import { rmSync } from 'node:fs';
import { generate } from '../lib/build.ts';
import { runCommand } from './command.ts';
import type { CommandResult } from './command.ts';
import { ensureChromium, noChromium } from './chromium.ts';
import { countCheck, countPlaywright, countVitest } from './counts.ts';
import type { Counts } from './counts.ts';

export type StageResult = CommandResult & { counts: Counts };
export type Stage = { name: string; run(): Promise<StageResult> };

const reports = { vitest: 'test-results/vitest.json', playwright: 'test-results/playwright.json' };

const folders = ['src', 'worker', 'scripts', 'tests', 'prisma', 'bench'];

/** What must be generated before anything can be checked. */
export async function prepare(): Promise<CommandResult> {
	for (const report of Object.values(reports)) rmSync(report, { force: true });
	const synced = await runCommand(['svelte-kit', 'sync']);
	try {
		await generate();
	} catch (error) {
		return { ...synced, code: 1, output: `${synced.output}${String(error)}\n` };
	}
	return synced;
}

function check(name: string, command: string[]): Stage {
	return {
		name,
		async run() {
			const result = await runCommand(command);
			return { ...result, counts: countCheck(result.code) };
		}
	};
}

/** Longest first: two run at a time. */
export const checks: Stage[] = [
	check('Types of pages and server (svelte-check)', [
		'svelte-check',
		'--tsconfig',
		'tsconfig.json',
		'--fail-on-warnings'
	]),
	check('ESLint', ['eslint', '.', '--max-warnings', '0']),
	check('Types of worker, scripts and tests (tsc)', ['tsc', '-p', 'tsconfig.node.json']),
	check('Prettier', ['prettier', '--check', '--log-level', 'warn', '.']),
	check('Import rules (dependency-cruiser)', [
		'depcruise',
		'--config',
		'.dependency-cruiser.cjs',
		...folders
	]),
	check('Nothing unused (knip)', ['knip', '--no-progress'])
];

/** Unit and database tests; `filters` are parts of file names. */
export function unitTests(filters: string[]): Stage {
	return {
		name: 'Unit and database tests',
		async run() {
			const file = reports.vitest;
			const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
			const result = await runCommand(['vitest', 'run', ...reporters, ...filters]);
			return { ...result, counts: countVitest(file, result.code) };
		}
	};
}

/** Journeys through the real product in a real browser. */
export function journeys(filters: string[]): Stage {
	return {
		name: 'Journeys in the browser',
		async run() {
			const browser = await ensureChromium();
			if (!browser) return { code: 1, output: `${noChromium}\n`, seconds: 0, counts: countCheck(1) };
			const file = reports.playwright;
			const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
			const result = await runCommand(['playwright', 'test', '--reporter=list,json', ...filters], env);
			return { ...result, counts: countPlaywright(file, result.code) };
		}
	};
}
