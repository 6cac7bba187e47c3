import { join } from 'node:path';
import { build, isBuilt, root } from '../../scripts/lib/build.ts';
import { until } from '../lib/clock.ts';
import { openPool, productEnvironment, startWorker, type Ground } from '../lib/ground.ts';
import { startServer } from './server.ts';

export type Product = {
	origin: string;
	cookie: string;
	databaseUrl: string;
	agentId: string;
	folder: string;
	stop(): Promise<void>;
};

const tasks = 12;

/** The built product of this folder with somebody signed in, whose agent has done a dozen tasks. */
export async function startProduct(ground: Ground, folder = root): Promise<Product> {
	if (folder === root && !isBuilt()) await build();
	const url = await (folder === root ? ground.ours() : ground.of(folder));
	const env = productEnvironment(url);
	const server = await startServer(join(folder, 'build'), '/api/health/ready', () => env);
	const cookie = await signUp(server.origin);
	const call = callOf(server.origin, cookie);
	const agent = (await call('/api/agents', { roleTemplate: 'customer-support' })) as { id: string };
	for (let nth = 1; nth <= tasks; nth++) {
		await call('/api/tasks', { agentId: agent.id, title: `Write to customer ${nth}`, instructions });
	}
	await doTheWork(url, folder);
	return { origin: server.origin, cookie, databaseUrl: url, agentId: agent.id, folder, stop: server.stop };
}

export const instructions = 'Her order of four chairs is a week late. Say sorry and offer free delivery.';

async function doTheWork(databaseUrl: string, folder: string): Promise<void> {
	const pool = openPool(databaseUrl);
	const worker = await startWorker(productEnvironment(databaseUrl), folder);
	const open = `select 1 from tasks where status in ('queued', 'in_progress') limit 1`;
	await until('the tasks are done', async () => (await pool.query(open)).rowCount === 0);
	await worker.stop();
}

async function signUp(origin: string): Promise<string> {
	const person = {
		name: 'Dana Reyes',
		email: 'dana@northwind.example',
		password: 'four chairs by the harbour'
	};
	const response = await post(`${origin}/api/auth/signup`, person, { origin });
	return response.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}

function callOf(origin: string, cookie: string) {
	return async (path: string, body: object) =>
		(await post(`${origin}${path}`, body, { origin, cookie })).json();
}

async function post(url: string, body: object, headers: Record<string, string>): Promise<Response> {
	const response = await fetch(url, {
		method: 'POST',
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json', ...headers }
	});
	if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
	return response;
}
