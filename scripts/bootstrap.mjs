// Every npm script starts here, on whatever Node the machine has: install what the lockfile says, then
// hand over to the TypeScript script of that command under the project's own Node.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, isInstalled, projectNode } from './lib/dependencies.mjs';
import { stage } from './lib/stages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @type {Record<string, string>} */
const commands = {
	start: 'scripts/start.ts',
	dev: 'scripts/start.ts',
	test: 'scripts/test.ts',
	bench: 'bench/run.ts',
	faults: 'scripts/faults.ts',
	'db-new': 'scripts/db-new.ts',
	'db-migrate': 'scripts/db-migrate.ts',
	web: 'scripts/web.ts',
	worker: 'scripts/worker.ts',
	admin: 'scripts/admin.ts',
	screenshots: 'scripts/screenshots.ts',
	format: 'scripts/format.ts'
};

const [command = '', ...args] = process.argv.slice(2);
const script = commands[command];

if (script) await main(script);
else {
	console.error(
		`There is no command ${command || 'without a name'}. There are: ${Object.keys(commands).join(', ')}.`
	);
	process.exitCode = 1;
}

/** @param {string} script */
async function main(script) {
	process.chdir(root);
	const isLauncher = script === commands.start;
	try {
		if (!isInstalled(root)) await stage('Dependencies', () => install(root));
		else if (isLauncher) await stage('Dependencies', () => {});
	} catch (error) {
		console.error(`\n${/** @type {Error} */ (error).message}`);
		process.exit(1);
	}
	handOver(script, command === 'dev' ? ['--dev', ...args] : args);
}

/**
 * @param {string} script
 * @param {string[]} args
 */
function handOver(script, args) {
	const node = projectNode(root);
	const path = `${dirname(node)}:${process.env.PATH}`;
	// Over the channel the script learns that we are gone, even when somebody kills us the hard way.
	const child = spawn(node, [join(root, script), ...args], {
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, PATH: path }
	});
	/** @type {NodeJS.Signals[]} */
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	for (const signal of signals) process.on(signal, () => child.kill(signal));
	child.once('error', (error) => {
		console.error(`The project's own Node could not be started: ${error.message}`);
		process.exit(1);
	});
	child.once('exit', (code, signal) => {
		for (const name of signals) process.removeAllListeners(name);
		if (signal) process.kill(process.pid, signal);
		else process.exit(code ?? 1);
	});
	if (process.env.npm_lifecycle_event) endWithNpm(child);
}

/**
 * npm killed the hard way tells nobody: then our parent, or the parent of the shell between us, is
 * another process all of a sudden.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function endWithNpm(child) {
	const before = ancestors();
	setInterval(() => {
		if (ancestors() !== before) child.kill('SIGTERM');
	}, 250).unref();
}

function ancestors() {
	try {
		const shell = readFileSync(`/proc/${process.ppid}/status`, 'utf8');
		return `${process.ppid} ${/^PPid:\s*(\d+)$/m.exec(shell)?.[1]}`;
	} catch {
		return String(process.ppid);
	}
}
