import { join } from 'node:path';
import { freePort } from '../../scripts/lib/ports.ts';
import { startProcess, stopProcess } from '../lib/child.ts';
import { until } from '../lib/clock.ts';

/** Runs what adapter-node made in `build`, on a free port. */
export async function startServer(
	build: string,
	path: string,
	env: (origin: string) => Record<string, string>
) {
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	const child = startProcess('bench/children/web.ts', [], {
		...env(origin),
		NODE_ENV: 'production',
		BENCH_SERVER: join(build, 'index.js'),
		PORT: String(port),
		HOST: '127.0.0.1',
		ORIGIN: origin
	});
	const answers = async () => (await fetch(`${origin}${path}`).catch(() => null))?.status === 200;
	await until(`${path} answers`, answers);
	return { origin, stop: () => stopProcess(child) };
}
