import { loadConfig } from '../src/lib/server/config.ts';
import { generate } from './lib/build.ts';
import { runAlone } from './lib/run-alone.ts';

await runAlone(async () => {
	loadConfig();
	process.env.NODE_ENV ??= 'production';
	await generate();
	return 'worker/main.ts';
});
