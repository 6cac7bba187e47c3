import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addCounts, countPlaywright, countVitest, formatCounts } from './counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'agentforce-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
	const file = join(folder, 'report.json');
	writeFileSync(file, JSON.stringify(content));
	return file;
}

const vitest = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

test('Vitest’s tests are counted one by one', () => {
	expect(countVitest(report(vitest), 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
});

test('a test file that could not be loaded is a failure', () => {
	const broken = { ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] };
	expect(countVitest(report(broken), 1).failed).toBe(1);
});

test('a runner that failed without a failing test is a failure', () => {
	expect(countVitest(report(vitest), 1).failed).toBe(1);
	expect(countVitest(join(folder, 'never-written.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a journey that passed only at the second try is a failure', () => {
	const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 0 };
	expect(countPlaywright(report({ stats }), 1)).toEqual({ passed: 4, failed: 2, skipped: 0 });
});

test('the last line says what was skipped only when something was', () => {
	const one = { passed: 1, failed: 0, skipped: 0 };
	expect(formatCounts(addCounts([one, one]))).toBe('2 passed, 0 failed');
	expect(formatCounts(addCounts([one, { passed: 0, failed: 2, skipped: 3 }]))).toBe(
		'1 passed, 2 failed, 3 skipped'
	);
});
