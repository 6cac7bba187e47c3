import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Ground } from '../lib/ground.ts';
import { compared, millis, perSecond, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';
import { startHello } from './hello.ts';
import { startProduct } from './product.ts';

const connections = 10;

/** Requests a second of the dashboard as a signed-in person gets it, beside a page that only says hello. */
export async function requests(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const durationSeconds = quick ? 1 : 4;
	const product = await startProduct(ground);
	const hello = await startHello();
	const dashboard = () => load(`${product.origin}/dashboard`, durationSeconds, product.cookie);
	const page = () => load(`${hello.origin}/`, durationSeconds);
	await dashboard();
	await page();
	const { rate, mean } = await takeTurns(rounds, dashboard, page);
	await Promise.all([product.stop(), hello.stop()]);
	if (!rate || !mean) return [];
	return [
		compared('signed-in dashboard / SvelteKit hello page', rate, perSecond),
		compared(`the same: mean answer, ${connections} connections`, mean, millis)
	];
}

type Result = {
	requests: { average: number };
	latency: { average: number };
	errors: number;
	timeouts: number;
	non2xx: number;
};

async function load(url: string, durationSeconds: number, cookie?: string) {
	const autocannon = fileURLToPath(import.meta.resolve('autocannon'));
	const header = cookie ? ['--headers', `cookie=${cookie}`] : [];
	const options = ['--json', '--connections', String(connections), '--duration', String(durationSeconds)];
	const { stdout } = await promisify(execFile)(process.execPath, [autocannon, ...options, ...header, url], {
		maxBuffer: 10_000_000
	});
	const result = JSON.parse(stdout) as Result;
	const bad = result.errors + result.timeouts + result.non2xx;
	if (bad > 0) throw new Error(`${bad} requests to ${url} were not answered with a page.`);
	return { rate: result.requests.average, mean: result.latency.average };
}
