import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Importers } from './import-graph.ts';

export type Touched = {
	/** Test files; null: what has changed is under all of them. */
	tests: string[] | null;
	/** They take long, so only those that have themselves changed. */
	faultTests: string[];
	journeys: string[];
};

/** Changes here reach every test. */
const underEverything = [
	'package-lock.json',
	'prisma/schema.prisma',
	'prisma/migrations/',
	'prisma/catalogue/',
	'vitest.config.ts'
];

/** Everybody's meeting points: what is only reached through them is not touched in particular. */
const meetingPoints = [
	'src/lib/server/app.ts',
	'src/lib/server/trpc/router.ts',
	'src/lib/server/trpc/rest.ts',
	'worker/main.ts',
	'tests/support/'
];

/** They read the whole repository, and quickly. */
const always = ['tests/rules/'];

/** Pages, and the journeys that walk through them. */
const journeysOf: Record<string, string[]> = {
	'src/routes/(site)/': ['site', 'smoke', 'house'],
	'src/routes/(site)/pricing/': ['billing'],
	'src/routes/(auth)/': ['accounts', 'onboarding', 'account-care'],
	'src/routes/(app)/agents/': ['agents', 'memory'],
	'src/routes/(app)/billing/': ['billing'],
	'src/routes/(app)/dashboard/': ['dashboard', 'onboarding'],
	'src/routes/(app)/inbox/': ['inbox', 'inbox-edges', 'inbox-resolve'],
	'src/routes/(app)/integrations/': ['integrations'],
	'src/routes/(app)/settings/account/': ['account-care'],
	'src/routes/(app)/settings/': ['settings', 'engine', 'notifications'],
	'src/routes/(app)/tasks/new/': ['new-task', 'recipients'],
	'src/routes/(app)/tasks/': ['tasks', 'review', 'task-desk'],
	'src/routes/(app)/workflows/': ['workflows', 'workflow-templates', 'workflow-pages', 'forms', 'sheet-rows'],
	'src/routes/forms/': ['forms'],
	'src/routes/(app)/+': ['house', 'smoke', 'live'],
	'src/routes/+': ['house', 'smoke'],
	'src/routes/api/': ['smoke'],
	'src/hooks': ['smoke', 'accounts'],
	'src/app': ['smoke', 'house']
};

/** The tests and journeys that a change touches, by who imports whom. */
export function touchedBy(changed: string[], importers: Importers, root: string): Touched {
	const reached = reachedFrom(changed, importers);
	const isTest = (file: string) => file.endsWith('.test.ts');
	const beside = [...reached].map((file) => file.replace(/\.(svelte\.)?ts$/, '.test.ts'));
	// A verb's tests may well go in by the API, and so past a meeting point.
	const around = [...new Set(changed.map((file) => dirname(file)))].flatMap((folder) =>
		testsIn(root, folder)
	);
	const tests = [...new Set([...reached, ...beside, ...around])]
		.filter((file) => isTest(file) && existsSync(join(root, file)))
		.filter((file) => !startsWithAny(file, ['tests/e2e/', 'tests/faults/']));
	const everything = changed.some((file) => startsWithAny(file, underEverything));
	const faults = reachedFrom(
		changed.filter((file) => file.startsWith('tests/faults/')),
		importers
	);
	return {
		tests: everything ? null : [...new Set([...tests, ...always])].sort(),
		faultTests: [...faults].filter((file) => isTest(file) && file.startsWith('tests/faults/')),
		journeys: journeysThrough(reached)
	};
}

/** What has changed and whoever imports it, but not what lies beyond a meeting point. */
function reachedFrom(changed: string[], importers: Importers): Set<string> {
	const reached = new Set(changed);
	const given = new Set(changed);
	for (const file of reached) {
		if (startsWithAny(file, meetingPoints) && !given.has(file)) continue;
		for (const importer of importers.get(file) ?? []) reached.add(importer);
	}
	return reached;
}

function journeysThrough(reached: Set<string>): string[] {
	const themselves = [...reached].filter((file) => /^tests\/e2e\/.*\.test\.ts$/.test(file));
	const pages = [...reached].filter((file) => !file.endsWith('.test.ts'));
	const walked = Object.entries(journeysOf)
		.filter(([folder]) => pages.some((file) => file.startsWith(folder)))
		.flatMap(([, names]) => names.map((name) => `tests/e2e/${name}.test.ts`));
	return [...new Set([...themselves, ...walked])].sort();
}

function testsIn(root: string, folder: string): string[] {
	const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
	return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name));
}

function startsWithAny(file: string, starts: string[]): boolean {
	return starts.some((start) => file.startsWith(start));
}
