import { existsSync, readFileSync } from 'node:fs';

export type Counts = { passed: number; failed: number; skipped: number };

type VitestReport = {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	testResults: { status: string; assertionResults: unknown[] }[];
};

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

/** A check is one thing that passes or fails. */
export function countCheck(code: number): Counts {
	return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** A file that could not even be loaded has no tests to fail, so it counts as one failure itself. */
export function countVitest(file: string, code: number): Counts {
	const report = read<VitestReport>(file);
	if (!report) return countCheck(1);
	const broken = report.testResults.filter(
		(one) => one.status === 'failed' && one.assertionResults.length === 0
	);
	return atLeastOneFailure(code, {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken.length,
		skipped: report.numPendingTests + report.numTodoTests
	});
}

/** A journey that passed only at the second try has failed once: it counts as failed. */
export function countPlaywright(file: string, code: number): Counts {
	const report = read<PlaywrightReport>(file);
	if (!report) return countCheck(1);
	const { expected, unexpected, flaky, skipped } = report.stats;
	return atLeastOneFailure(code, { passed: expected, failed: unexpected + flaky, skipped });
}

/** A runner may fail without a failing test: an unhandled rejection, a set-up that broke. */
function atLeastOneFailure(code: number, counts: Counts): Counts {
	return code === 0 ? counts : { ...counts, failed: Math.max(1, counts.failed) };
}

function read<Report>(file: string): Report | null {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null;
}

export function addCounts(all: Counts[]): Counts {
	const sum = (pick: (counts: Counts) => number) => all.reduce((total, counts) => total + pick(counts), 0);
	return { passed: sum((c) => c.passed), failed: sum((c) => c.failed), skipped: sum((c) => c.skipped) };
}

/** The last line of `npm test`: `12 passed, 0 failed`, and what was skipped when something was. */
export function formatCounts({ passed, failed, skipped }: Counts): string {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
