import { existsSync } from 'node:fs';
import { runCommand } from './command.ts';

/** Installs a package of the distribution's where that can be done: on Debian, as root. Whether it worked, its user asks. */
export async function installFromDebian(name: string): Promise<void> {
	if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
	console.log(`  Installing Debian’s ${name} …`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await runCommand(['apt-get', 'update'], { env });
	await runCommand(['apt-get', 'install', '--yes', '--no-install-recommends', name], { env });
}
