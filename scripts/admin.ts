import { Plan } from '../src/lib/schemas/plan.ts';
import type { Db } from '../src/lib/server/ports/db.ts';
import { loadConfig, loadLauncherConfig } from '../src/lib/server/config.ts';
import type { Config, LauncherConfig } from '../src/lib/server/config.ts';
import { generate } from './lib/build.ts';
import { withDatabase } from './lib/database.ts';
import { openDataFolder } from './lib/data-folder.ts';

const usage = `Usage: npm run admin -- set-plan EMAIL PLAN
       npm run admin -- reset-link EMAIL
       npm run admin -- rotate-keys
       npm run admin -- sync-billing
       npm run admin -- messages
PLAN is one of ${Plan.options.join(', ')}.
reset-link prints a link with which somebody chooses a new password; it works once, and for half an hour.
rotate-keys seals every stored token with the first of ENCRYPTION_KEYS, so that the others can be taken away.
sync-billing asks Stripe about every customer again; a running worker does it, as it does every night.
messages shows the last 20 that came in by the contact page.`;

const [command, ...rest] = process.argv.slice(2);

try {
	const [email, plan] = rest;
	if (command === 'set-plan' && email && plan && rest.length === 2) await changePlan(email, plan);
	else if (command === 'reset-link' && email && rest.length === 1) await printResetLink(email);
	else if (command === 'rotate-keys' && rest.length === 0) await rotate();
	else if (command === 'sync-billing' && rest.length === 0) await syncBilling();
	else if (command === 'messages' && rest.length === 0) await showMessages();
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
		const { setPlan } = await import('../src/lib/server/domain/lifecycle/set-plan.ts');
		const { workspace, plan: now } = await setPlan({ db, jobs }, { email, plan: plan.data });
		const paid = now === plan.data ? '' : ', for which it pays';
		console.log(`${workspace} is on the plan ${now} now${paid}.`);
	});
}

async function printResetLink(email: string): Promise<void> {
	const config = readConfig(loadLauncherConfig());
	await withDb(async (db) => {
		const { makeResetLink } = await import('../src/lib/server/domain/account/reset-password.ts');
		console.log(await makeResetLink({ db, config }, email));
	});
}

async function syncBilling(): Promise<void> {
	await withDb(async (db) => {
		const { jobs } = await import('../src/lib/server/db/jobs.ts');
		const { syncAllBilling } = await import('../src/lib/server/domain/billing/sync-all-billing.ts');
		const customers = await syncAllBilling({ db, jobs });
		console.log(`Stripe will be asked about ${customers} ${customers === 1 ? 'customer' : 'customers'}.`);
	});
}

/** Read here, and not on a page: they belong to no workspace. */
async function showMessages(): Promise<void> {
	const { showUnseen } = await import('../src/lib/visible-characters.ts');
	await withDb(async (db) => {
		const messages = await db.contactMessage.findMany({ orderBy: { id: 'desc' }, take: 20 });
		for (const { createdAt, name, email, message } of messages.reverse())
			console.log(showUnseen(`${createdAt.toISOString()} ${name} <${email}>\n${message}\n`));
		if (messages.length === 0) console.log('Nobody has written yet.');
	});
}

async function rotate(): Promise<void> {
	const keys = readConfig(loadLauncherConfig()).encryptionKeys;
	await withDb(async (db) => {
		const { createVault } = await import('../src/lib/server/vault.ts');
		const { rotateKeys } = await import('../src/lib/server/domain/connection/rotate-keys.ts');
		const { resealed, current, unreadable } = await rotateKeys({ db, vault: createVault(keys) });
		console.log(`Sealed with the key "${keys[0]?.id}": ${resealed} anew, ${current} already.`);
		if (unreadable === 0) return;
		console.error(`${unreadable} could not be opened with any key; their connections have to be made again.`);
		process.exitCode = 1;
	});
}

/** What the product runs with: from the environment, else its secrets in the data folder, read as the environment is. */
function readConfig(config: LauncherConfig): Pick<Config, 'encryptionKeys' | 'appSecret' | 'origin'> {
	const { appSecret, encryptionKeys } = config;
	const kept = appSecret !== null && encryptionKeys !== null ? null : readKept(config.dataDir);
	return {
		appSecret: appSecret ?? kept?.appSecret ?? '',
		encryptionKeys: encryptionKeys ?? kept?.encryptionKeys ?? [],
		origin: config.origin ?? `http://localhost:${config.port ?? 3000}`
	};
}

function readKept(dataDir: string): Config {
	const { encryptionKeys, appSecret } = openDataFolder(dataDir);
	return loadConfig({
		DATABASE_URL: 'postgresql://localhost',
		APP_SECRET: appSecret,
		ENCRYPTION_KEYS: encryptionKeys
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
