import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { afterSecondLook, failedJourneyFiles, failedTestFiles } from './second-look.ts';

const folder = mkdtempSync(join(tmpdir(), 'agentforce-second-look-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
	const file = join(folder, 'report.json');
	writeFileSync(file, JSON.stringify(content));
	return file;
}

const tests = (...failed: string[]) =>
	report({
		testResults: ['good.test.ts', ...failed].map((name, at) => ({ name, status: at ? 'failed' : 'passed' }))
	});

describe('the files to look at again', () => {
	test('are those with a failed test, when they are few', () => {
		expect(failedTestFiles(tests())).toEqual([]);
		expect(failedTestFiles(tests('a', 'b'))).toEqual(['a', 'b']);
		expect(failedTestFiles(tests('a', 'b', 'c', 'd'))).toEqual([]);
	});

	test('of journeys, however deep, unless something broke outside of them', () => {
		const suites = [
			{ specs: [{ ok: true, file: 'good' }], suites: [{ specs: [{ ok: false, file: 'bad' }] }] },
			{ suites: [{ specs: [{ ok: false, file: 'bad' }] }] }
		];
		expect(failedJourneyFiles(report({ suites, errors: [] }))).toEqual(['bad']);
		expect(failedJourneyFiles(report({ suites, errors: [{}] }))).toEqual([]);
	});

	test('are none without a report', () => {
		expect(failedTestFiles(join(folder, 'none'))).toEqual([]);
		expect(failedJourneyFiles(join(folder, 'none'))).toEqual([]);
	});
});

test('what fails again has failed, and all that ran is counted once', () => {
	const first = { passed: 10, failed: 2, skipped: 1 };
	expect(afterSecondLook(first, { passed: 5, failed: 0, skipped: 0 })).toEqual({
		passed: 12,
		failed: 0,
		skipped: 1
	});
	expect(afterSecondLook(first, { passed: 4, failed: 1, skipped: 0 })).toEqual({
		passed: 11,
		failed: 1,
		skipped: 1
	});
	expect(afterSecondLook(first, { passed: 0, failed: 9, skipped: 0 })).toEqual({
		passed: 10,
		failed: 2,
		skipped: 1
	});
});
