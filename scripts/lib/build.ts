import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const generated = 'src/lib/server/db/generated';

/** Writes the Prisma client and SvelteKit's types when what they come from has changed. */
export async function generate(): Promise<void> {
	const stamp = join(root, generated, '.inputs');
	const inputs = fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']);
	if (!existsSync(join(root, '.svelte-kit/tsconfig.json'))) await run('svelte-kit', ['sync']);
	if (isFresh(stamp, inputs)) return;
	// Prisma looks for its native engine first, even where it is not used; any file but a working one will do.
	await run('prisma', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false' });
	writeFileSync(stamp, inputs);
}

/** True when `build` was made from the sources as they are now. */
export function isBuilt(): boolean {
	return existsSync(join(root, 'build/index.js')) && isFresh(join(root, 'build/.inputs'), buildInputs());
}

/** Builds the web for production. */
export async function build(): Promise<void> {
	// Read before building: what is saved meanwhile is not in this build.
	const inputs = buildInputs();
	await run('vite', ['build'], { NODE_ENV: 'production' });
	writeFileSync(join(root, 'build/.inputs'), inputs);
}

function buildInputs(): string {
	const files = ['src', 'static']
		.flatMap(filesIn)
		.filter((file) => !/\.test\.ts$/.test(file) && !file.startsWith(generated));
	const settings = [
		'package-lock.json',
		'package.json',
		'svelte.config.js',
		'vite.config.ts',
		'prisma/schema.prisma'
	];
	return fingerprint([...files, ...settings]);
}

function filesIn(folder: string): string[] {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
		.sort();
}

function fingerprint(files: string[]): string {
	const hash = createHash('sha256');
	for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
	return hash.digest('hex');
}

function isFresh(stamp: string, inputs: string): boolean {
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
}

/** Runs a tool of node_modules quietly; when it fails, its last lines are the error. */
function run(tool: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
	return new Promise((resolve, reject) => {
		const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
		const options = {
			cwd: root,
			env: { ...process.env, PATH: path, ...env },
			stdio: ['ignore', 'pipe', 'pipe'] as const
		};
		const child = spawn(join(root, 'node_modules/.bin', tool), args, {
			...options,
			stdio: [...options.stdio]
		});
		const endWithUs = () => child.kill();
		process.once('exit', endWithUs);
		let said = '';
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
		child.once('error', reject);
		child.once('close', (code) => {
			process.removeListener('exit', endWithUs);
			if (code === 0) resolve();
			else
				reject(
					new Error(
						`${tool} ${args.join(' ')} failed. It said:\n${said.trim().split('\n').slice(-40).join('\n')}`
					)
				);
		});
	});
}
