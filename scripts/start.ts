import { loadLauncherConfig } from '../src/lib/server/config.ts';
import { Launcher } from './lib/launcher.ts';

const launcher = new Launcher(process.argv.includes('--dev') ? 'development' : 'production');

try {
	await launcher.start(loadLauncherConfig());
} catch (error) {
	await launcher.fail(error);
}
