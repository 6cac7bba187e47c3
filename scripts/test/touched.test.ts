import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../lib/build.ts';
import { readImporters } from './import-graph.ts';
import { touchedBy } from './touched.ts';

const importers = readImporters(root);
const touched = (...files: string[]) => touchedBy(files, importers, root);
const decideAction = 'src/lib/server/domain/action/decide-action';

test('a verb touches its test, its procedure’s and those that call it, and by far not all', () => {
	const { tests, journeys } = touched(`${decideAction}.ts`);
	expect(tests).toEqual(expect.arrayContaining([`${decideAction}.test.ts`, 'tests/rules/']));
	expect(tests).toContain('src/lib/server/trpc/action.test.ts');
	const all = globSync('{src,worker,scripts,sandbox,tests}/**/*.test.ts', { cwd: root }).length;
	expect(tests?.length).toBeLessThan(all / 4);
	expect(journeys).toEqual([]);
});

test('a page touches the journeys through it, and so does what only it shows', () => {
	const inbox = ['inbox-edges', 'inbox-resolve', 'inbox'].map((name) => `tests/e2e/${name}.test.ts`);
	expect(touched('src/routes/(app)/inbox/+page.svelte').journeys).toEqual(inbox);
});

test('a test or a journey touches itself, and a fault test is not touched by what it tests', () => {
	expect(touched('tests/e2e/smoke.test.ts').journeys).toEqual(['tests/e2e/smoke.test.ts']);
	expect(touched('tests/faults/kill.test.ts').faultTests).toEqual(['tests/faults/kill.test.ts']);
	expect(touched(`${decideAction}.ts`).faultTests).toEqual([]);
	expect(touched('tests/faults/case.ts').faultTests).toContain('tests/faults/kill.test.ts');
});

test('the schema is under all tests', () => {
	expect(touched('prisma/schema.prisma').tests).toBeNull();
});

test('every page has journeys, and every journey that a page names is there', () => {
	const pages = globSync('src/routes/**/+page.svelte', { cwd: root });
	const walked = pages.map((page) => touched(page).journeys);
	expect(pages.filter((_, nth) => walked[nth]?.length === 0)).toEqual([]);
	const there = globSync('tests/e2e/*.test.ts', { cwd: root });
	expect(walked.flat().filter((journey) => !there.includes(journey))).toEqual([]);
});
