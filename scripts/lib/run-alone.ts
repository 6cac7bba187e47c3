import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './build.ts';

/** Runs the web or the worker in this very process, once `prepare` has named its file. */
export async function runAlone(prepare: () => Promise<string>): Promise<void> {
	let file: string;
	try {
		file = await prepare();
	} catch (error) {
		console.error((error as Error).message);
		process.exit(1);
	}
	// When npm is killed the hard way, end as if it had passed a signal on.
	process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
	process.channel?.unref();
	await import(pathToFileURL(join(root, file)).href);
}
