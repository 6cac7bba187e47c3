import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { IConfiguration, ICruiseResult } from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';

/** Small houses with one fault each: the import rules are only worth something when they bite. */

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;
const root = mkdtempSync(join(tmpdir(), 'agentforce-rules-'));
afterAll(() => rmSync(root, { recursive: true }));

const imports = { '#lib/*': './src/lib/*', '#server/*': './src/lib/server/*' };

async function brokenRules(files: Record<string, string>): Promise<string[]> {
	const house = mkdtempSync(join(root, 'house-'));
	for (const [path, content] of Object.entries({ ...files, 'package.json': JSON.stringify({ imports }) })) {
		mkdirSync(dirname(join(house, path)), { recursive: true });
		writeFileSync(join(house, path), content);
	}
	const { forbidden, options } = config;
	const cruiseOptions = { ...options, baseDir: house, validate: true, ruleSet: { forbidden } };
	delete cruiseOptions.tsConfig;
	const { output } = await cruise(Object.keys(files), cruiseOptions, options?.enhancedResolveOptions);
	const names = (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
	// An SDK is not installed in these houses.
	return [...new Set(names)].filter((name) => name !== 'resolvable').sort();
}

const verb = 'src/lib/server/domain/agent/hire-agent.ts';
const port = 'src/lib/server/ports/db.ts';
const client = { 'src/lib/server/db/client.ts': 'export const db = 1;\n' };

const houses: { fault: string; rules: string[]; files: Record<string, string> }[] = [
	{
		fault: 'a verb that opens the database',
		rules: ['domain-alone'],
		files: { [verb]: `import { db } from '#server/db/client.ts';\nexport const x = db;\n`, ...client }
	},
	{
		fault: 'a verb that calls OpenAI itself',
		rules: ['domain-alone', 'openai-at-home'],
		files: { [verb]: `import OpenAI from 'openai';\nexport const x = new OpenAI();\n` }
	},
	{
		fault: 'a verb that enqueues behind the port’s back',
		rules: ['domain-alone', 'graphile-worker-at-home'],
		files: { [verb]: `import { quickAddJob } from 'graphile-worker';\nexport const x = quickAddJob;\n` }
	},
	{
		fault: 'ports that bring code along',
		rules: ['ports-are-types'],
		files: { [port]: `import { db } from '../db/client.ts';\nexport const x = db;\n`, ...client }
	},
	{
		fault: 'a component that reaches into the server',
		rules: ['browser-code-not-server'],
		files: {
			'src/lib/components/agent.ts': `import { db } from '#server/db/client.ts';\nexport const x = db;\n`,
			...client
		}
	},
	{
		fault: 'a browser client that imports the router itself, not its type',
		rules: ['browser-code-router-type-only'],
		files: {
			'src/lib/trpc.ts': `import { router } from '#server/trpc/router.ts';\nexport const x = router;\n`,
			'src/lib/server/trpc/router.ts': 'export const router = 1;\n'
		}
	},
	{
		fault: 'a page that imports a verb',
		rules: ['pages-few-server-types', 'pages-not-server'],
		files: {
			'src/routes/+page.server.ts': `import { x } from '#server/domain/agent/hire-agent.ts';\nexport const load = x;\n`,
			[verb]: 'export const x = 1;\n'
		}
	},
	{
		fault: 'a procedure that queries by itself',
		rules: ['trpc-delegates'],
		files: {
			'src/lib/server/trpc/agent.ts': `import { db } from '#server/db/client.ts';\nexport const x = db;\n`,
			...client
		}
	},
	{
		fault: 'an integration that knows another vendor',
		rules: ['integrations-alone'],
		files: {
			'src/lib/server/integrations/google/gmail.ts': `import { x } from '../stripe/client.ts';\nexport const y = x;\n`,
			'src/lib/server/integrations/stripe/client.ts': 'export const x = 1;\n'
		}
	},
	{
		fault: 'a job that goes round the verbs',
		rules: ['worker-thin'],
		files: {
			'worker/tasks/run-task.ts': `import { db } from '#server/db/client.ts';\nexport const x = db;\n`,
			...client
		}
	},
	{
		fault: 'a schema that knows the server',
		rules: ['browser-code-not-server', 'schemas-alone'],
		files: {
			'src/lib/schemas/agent.ts': `import type { X } from '#server/ports/db.ts';\nexport type Y = X;\n`,
			[port]: 'export type X = 1;\n'
		}
	},
	{
		fault: 'two verbs that need each other',
		rules: ['no-cycles'],
		files: {
			[verb]: `import { y } from './edit-agent.ts';\nexport const x = () => y;\n`,
			'src/lib/server/domain/agent/edit-agent.ts': `import { x } from './hire-agent.ts';\nexport const y = () => x;\n`
		}
	},
	{
		fault: 'a run that knows actions',
		rules: ['floor-4'],
		files: {
			'src/lib/server/domain/run/claim-run.ts': `import type { X } from '../action/kind.ts';\nexport type Y = X;\n`,
			'src/lib/server/domain/action/kind.ts': 'export type X = 1;\n'
		}
	},
	{
		fault: 'a ledger that knows an agent',
		rules: ['floor-2'],
		files: {
			'src/lib/server/domain/ledger/lease.ts': `import { x } from '#server/domain/agent/hire-agent.ts';\nexport const y = x;\n`,
			[verb]: 'export const x = 1;\n'
		}
	},
	{
		fault: 'a noun without a floor',
		rules: ['every-noun-has-a-floor'],
		files: {
			'src/lib/server/trpc/fleet.ts': `import { x } from '#server/domain/fleet/fleet.ts';\nexport const y = x;\n`,
			'src/lib/server/domain/fleet/fleet.ts': 'export const x = 1;\n'
		}
	},
	{
		fault: 'a barrel',
		rules: ['no-barrels'],
		files: {
			'worker/main.ts': `export { x } from './tasks/index.ts';\n`,
			'worker/tasks/index.ts': 'export const x = 1;\n'
		}
	},
	{
		fault: 'a vendor in what all vendors of the sandbox share',
		rules: ['sandbox-kit-alone'],
		files: {
			'sandbox/kit/play.ts': `import { x } from '../google/errors.ts';\nexport const y = x;\n`,
			'sandbox/google/errors.ts': 'export const x = 1;\n'
		}
	},
	{
		fault: 'Lucia outside the auth module',
		rules: ['auth-at-home'],
		files: { 'src/hooks.server.ts': `import { Lucia } from 'lucia';\nexport const x = Lucia;\n` }
	}
];

test.each(houses)('the rules notice $fault', async ({ files, rules }) => {
	expect(await brokenRules(files)).toEqual(rules);
});

test('a house in order breaks no rule', async () => {
	const files = {
		[verb]: `import type { Db } from '#server/ports/db.ts';\nexport const hireAgent = (db: Db) => db;\n`,
		[port]: `import type { PrismaClient } from '../db/generated/client.ts';\nexport type Db = PrismaClient;\n`,
		'src/lib/server/db/generated/client.ts': 'export type PrismaClient = { close(): void };\n',
		'src/lib/server/trpc/router.ts': `import { hireAgent } from '#server/domain/agent/hire-agent.ts';\nexport type Router = typeof hireAgent;\n`,
		'src/lib/trpc.ts': `import type { Router } from '#server/trpc/router.ts';\nexport type Client = Router;\n`
	};
	expect(await brokenRules(files)).toEqual([]);
});
