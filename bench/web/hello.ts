import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/lib/build.ts';
import { atTheEnd } from '../lib/cleanup.ts';
import { startServer } from './server.ts';

const files = {
	'package.json': '{ "name": "hello", "private": true, "type": "module" }',
	'svelte.config.js':
		"import adapter from '@sveltejs/adapter-node';\nexport default { kit: { adapter: adapter() } };",
	'vite.config.js':
		"import { sveltekit } from '@sveltejs/kit/vite';\nexport default { plugins: [sveltekit()] };",
	'src/app.html':
		'<!doctype html><html lang="en"><head>%sveltekit.head%</head><body><div>%sveltekit.body%</div></body></html>',
	'src/routes/+page.svelte': '<h1>Hello</h1>'
};

/** The smallest SvelteKit app there is, built with the same versions and adapter: one page that says hello. */
export async function startHello() {
	const folder = await mkdtemp(join(tmpdir(), 'agentforce-hello-'));
	atTheEnd(() => rm(folder, { recursive: true, force: true }));
	for (const [file, content] of Object.entries(files)) {
		await mkdir(dirname(join(folder, file)), { recursive: true });
		await writeFile(join(folder, file), content);
	}
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	await promisify(execFile)(process.execPath, [vite, 'build'], { cwd: folder });
	return startServer(join(folder, 'build'), '/', () => ({}));
}
