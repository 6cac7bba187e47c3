// Plain JavaScript without packages: it runs before anything is installed, on the machine's own Node.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * True when node_modules holds what the lockfile says. The answer is kept in node_modules under the
 * lockfile's hash, so that it is worked out once per lockfile.
 *
 * @param {string} root
 */
export function isInstalled(root) {
	if (!existsSync(projectNode(root))) return false;
	const stamp = join(root, 'node_modules/.agentforce-lockfile');
	const hash = createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
	if (!matchesLockfile(root)) return false;
	writeFileSync(stamp, hash);
	return true;
}

/** @param {string} root */
export function projectNode(root) {
	return join(root, 'node_modules/.bin/node');
}

/**
 * Installs exactly what the lockfile says. When another process is installing, waits for it instead.
 *
 * @param {string} root
 */
export async function install(root) {
	const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
	const lock = join(tmpdir(), `agentforce-install-${userInfo().uid}-${name}`);
	while (!takeLock(lock)) await new Promise((resolve) => setTimeout(resolve, 200));
	try {
		if (!isInstalled(root)) await runNpm(root);
	} finally {
		rmSync(lock, { force: true });
	}
	if (!isInstalled(root)) {
		throw new Error(
			'npm finished, but the packages are not complete. Are install scripts switched off (ignore-scripts)?'
		);
	}
}

/**
 * `npm ci` refuses a lockfile that lacks optional packages for other machines, which is what npm writes
 * where a registry does not carry them; `npm install --no-save` takes the same versions and leaves the file alone.
 *
 * @param {string} root
 */
function runNpm(root) {
	const args = [
		'install',
		'--no-save',
		'--include=dev',
		'--include=optional',
		'--no-audit',
		'--no-fund',
		'--loglevel=error'
	];
	const npm = process.env.npm_execpath;
	const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
	return new Promise((resolve, reject) => {
		const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
		let said = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill('SIGTERM'));
		child.once('error', () => reject(new Error('npm could not be started. Is it installed?')));
		child.once('close', (code) => {
			if (code === 0) resolve(undefined);
			else reject(new Error(`npm install failed (${code}). It said:\n${said.trim()}`));
		});
	});
}

/**
 * npm keeps in node_modules what it really installed. Optional packages for other machines are left out there.
 *
 * @param {string} root
 */
function matchesLockfile(root) {
	const hidden = join(root, 'node_modules/.package-lock.json');
	if (!existsSync(hidden)) return false;
	const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
	const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
	return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
		const there = installed[path]?.version;
		return path === '' || there === version || (there === undefined && (optional || devOptional));
	});
}

/**
 * @param {string} lock
 * @returns {boolean}
 */
function takeLock(lock) {
	try {
		writeFileSync(lock, String(process.pid), { flag: 'wx' });
		return true;
	} catch {
		if (isLeftBehind(lock)) rmSync(lock, { force: true });
		return false;
	}
}

/** @param {string} lock */
function isLeftBehind(lock) {
	try {
		process.kill(Number(readFileSync(lock, 'utf8')), 0);
		return false;
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
	}
}
