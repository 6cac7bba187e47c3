import { Plan } from '../src/lib/schemas/plan.ts';
import type { Db } from '../src/lib/server/ports.ts';
import { loadLauncherConfig } from '../src/lib/server/config.ts';
import { generate } from './lib/build.ts';
import { withDatabase } from './lib/database.ts';
import { readEncryptionKeys } from './lib/encryption-keys.ts';

const usage = `Usage: npm run admin -- set-plan EMAIL PLAN
       npm run admin -- rotate-keys
PLAN is one of ${Plan.options.join(', ')}.
rotate-keys seals every stored token with the first of ENCRYPTION_KEYS, so that the others can be taken away.`;

const [command, ...rest] = process.argv.slice(2);

try {
	const [email, plan] = rest;
	if (command === 'set-plan' && email && plan && rest.length === 2) await changePlan(email, plan);
	else if (command === 'rotate-keys' && rest.length === 0) await rotate();
	else throw new Error(usage);
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}

async function changePlan(email: string, name: string): Promise<void> {
	const plan = Plan.safeParse(name);
	if (!plan.success) throw new Error(`There is no plan called ${name}.\n${usage}`);
	await withDb(async (db) => {
		const { jobs } = await import('../src/lib/server/db/jobs.ts');
		const { setPlan } = await import('../src/lib/server/domain/workspace/set-plan.ts');
		const { workspace } = await setPlan({ db, jobs }, { email, plan: plan.data });
		console.log(`${workspace} is on the plan ${plan.data} now.`);
	});
}

async function rotate(): Promise<void> {
	const keys = readEncryptionKeys(loadLauncherConfig());
	await withDb(async (db) => {
		const { createVault } = await import('../src/lib/server/vault.ts');
		const { rotateKeys } = await import('../src/lib/server/domain/integration/rotate-keys.ts');
		const { resealed, current, unreadable } = await rotateKeys({ db, vault: createVault(keys) });
		console.log(`Sealed with the key "${keys[0]?.id}": ${resealed} anew, ${current} already.`);
		if (unreadable === 0) return;
		console.error(`${unreadable} could not be opened with any key; their connections have to be made again.`);
		process.exitCode = 1;
	});
}

/** Only now is imported what needs the code that `generate` makes. */
async function withDb(work: (db: Db) => Promise<void>): Promise<void> {
	await generate();
	const { migrate } = await import('./lib/migrate.ts');
	const { createDb } = await import('../src/lib/server/db/client.ts');
	await withDatabase(loadLauncherConfig(), async (url) => {
		await migrate(url);
		const db = createDb(url, 1);
		try {
			await work(db);
		} finally {
			await db.$disconnect();
		}
	});
}
