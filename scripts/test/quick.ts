import { root } from '../lib/build.ts';
import { changedFiles } from './changes.ts';
import { readImporters } from './import-graph.ts';
import {
	format,
	importCheck,
	journeys,
	lint,
	testsMatching,
	typeChecks,
	unitTests,
	unusedCheck
} from './stages.ts';
import type { Stage } from './stages.ts';
import { touchedBy } from './touched.ts';
import type { Touched } from './touched.ts';

/**
 * `npm run test:quick`: the checks, of what changed alone where that is enough, and the tests and journeys that the
 * change touches. What it passes may still break something far away: `npm test` is the one that counts.
 */
export function quickPlan(): { lanes: number; stages: Stage[] }[] {
	const { since, files } = changedFiles(root);
	const touched = touchedBy(files, readImporters(root), root);
	console.log(`Changed since ${since}: ${files.length} files. ${describe(touched)}`);
	const code = files.filter((file) => /\.(ts|js|mjs|cjs|svelte)$/.test(file));
	const checks = [
		...typeChecks({ quickly: true }),
		...(touched.tests ? touchedTests(touched) : [unitTests]),
		...(code.length > 0 ? [lint(code)] : []),
		...(files.length > 0 ? [format(files)] : []),
		importCheck,
		unusedCheck
	];
	const walked = touched.journeys.length > 0 ? [{ lanes: 1, stages: [journeys(touched.journeys)] }] : [];
	return [{ lanes: 2, stages: checks }, ...walked];
}

function touchedTests({ tests, faultTests }: Touched): Stage[] {
	return [testsMatching([...(tests ?? []), ...faultTests])];
}

function describe({ tests, faultTests, journeys: walked }: Touched): string {
	const count = (files: string[]) => `${files.length} files`;
	const all = tests ? `tests in ${count([...tests, ...faultTests])}` : 'all tests but the fault tests';
	return `They touch ${all} and journeys in ${count(walked)}.`;
}
