import { loadConfig } from '../src/lib/server/config.ts';
import { build, generate, isBuilt } from './lib/build.ts';
import { runAlone } from './lib/run-alone.ts';

await runAlone(async () => {
	const { origin, host } = loadConfig();
	process.env.ORIGIN = origin;
	process.env.HOST = host;
	process.env.NODE_ENV ??= 'production';
	await generate();
	if (!isBuilt()) await build();
	return 'build/index.js';
});
