import { existsSync, readFileSync } from 'node:fs';
import type { Counts } from './counts.ts';

/**
 * Tests drive many processes at once, beside everything else that `npm test` does. A few that failed there are looked at
 * once more, alone: what fails again has failed, and what passes then is named as unsteady, so that
 * somebody mends it. More than a few is no accident.
 */
const mostFiles = 3;

type VitestReport = { testResults: { name: string; status: string }[] };
type Suite = { file?: string; specs?: { ok: boolean; file: string }[]; suites?: Suite[] };
type PlaywrightReport = { suites: Suite[]; errors: unknown[] };

/** The files with a failed test in Vitest's report; empty when there is nothing that could be looked at again. */
export function failedTestFiles(report: string): string[] {
	const { testResults } = read<VitestReport>(report) ?? { testResults: [] };
	return few(testResults.filter(({ status }) => status === 'failed').map(({ name }) => name));
}

/** The same of Playwright's; what broke outside of a journey is no single file's. */
export function failedJourneyFiles(report: string): string[] {
	const { suites, errors } = read<PlaywrightReport>(report) ?? { suites: [], errors: [] };
	const specs = (suite: Suite): NonNullable<Suite['specs']> => [
		...(suite.specs ?? []),
		...(suite.suites ?? []).flatMap(specs)
	];
	const failed = suites.flatMap(specs).filter(({ ok }) => !ok);
	return errors.length > 0 ? [] : few(failed.map(({ file }) => file));
}

const few = (files: string[]) => {
	const each = [...new Set(files)];
	return each.length <= mostFiles ? each : [];
};

/** What counts after both: whatever failed the second time, and no more than had failed the first time. */
export function afterSecondLook(first: Counts, second: Counts): Counts {
	const failed = Math.min(first.failed, second.failed);
	return { ...first, passed: first.passed + first.failed - failed, failed };
}

function read<Report>(file: string): Report | null {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null;
}
