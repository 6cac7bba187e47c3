import { Plan } from '../src/lib/schemas/plan.ts';
import { loadLauncherConfig } from '../src/lib/server/config.ts';
import { generate } from './lib/build.ts';
import { withDatabase } from './lib/database.ts';

const usage = `Usage: npm run admin -- set-plan EMAIL PLAN\nPLAN is one of ${Plan.options.join(', ')}.`;

const [command, email, plan, ...rest] = process.argv.slice(2);

try {
	if (command !== 'set-plan' || !email || !plan || rest.length > 0) throw new Error(usage);
	await changePlan(email, plan);
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}

async function changePlan(email: string, name: string): Promise<void> {
	const plan = Plan.safeParse(name);
	if (!plan.success) throw new Error(`There is no plan called ${name}.\n${usage}`);
	await generate();
	// Only now, for they need the code that was just generated.
	const { migrate } = await import('./lib/migrate.ts');
	const { createDb } = await import('../src/lib/server/db/client.ts');
	const { jobs } = await import('../src/lib/server/db/jobs.ts');
	const { setPlan } = await import('../src/lib/server/domain/workspace/set-plan.ts');
	await withDatabase(loadLauncherConfig(), async (url) => {
		await migrate(url);
		const db = createDb(url, 1);
		try {
			const { workspace } = await setPlan({ db, jobs }, { email, plan: plan.data });
			console.log(`${workspace} is on the plan ${plan.data} now.`);
		} finally {
			await db.$disconnect();
		}
	});
}
