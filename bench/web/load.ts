import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const connections = 10;

type Result = {
	requests: { average: number };
	latency: { average: number };
	errors: number;
	timeouts: number;
	non2xx: number;
};

type Request = { cookie?: string; body?: object };

/** Asks as fast as answers come, over ten connections. Every one must be an answer of the 200s. */
export async function load(url: string, durationSeconds: number, { cookie, body }: Request = {}) {
	const autocannon = fileURLToPath(import.meta.resolve('autocannon'));
	const header = cookie ? ['--headers', `cookie=${cookie}`] : [];
	if (body) header.push(...post(url, body));
	const options = ['--json', '--connections', String(connections), '--duration', String(durationSeconds)];
	const { stdout } = await promisify(execFile)(process.execPath, [autocannon, ...options, ...header, url], {
		maxBuffer: 10_000_000
	});
	const result = JSON.parse(stdout) as Result;
	const bad = result.errors + result.timeouts + result.non2xx;
	if (bad > 0) throw new Error(`${bad} requests to ${url} were not answered with a page.`);
	return { rate: result.requests.average, mean: result.latency.average };
}

function post(url: string, body: object): string[] {
	const headers = ['content-type=application/json', `origin=${new URL(url).origin}`];
	return [
		'--method',
		'POST',
		'--body',
		JSON.stringify(body),
		...headers.flatMap((one) => ['--headers', one])
	];
}
