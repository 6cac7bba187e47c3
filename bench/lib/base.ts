import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/lib/build.ts';
import { atTheEnd } from './cleanup.ts';

const run = promisify(execFile);

/** Before the request path was folded (November 2026). BENCH_BASE names another commit. */
const base = process.env.BENCH_BASE || '1e185578ad000b5c567027a505bef60268a62b67';

const buildThere =
	"await (await import('./scripts/lib/build.ts')).generate(); await (await import('./scripts/lib/build.ts')).build();";

/**
 * The product as it was at an earlier commit, built in a folder of its own with the packages of today, so that both can
 * be measured in one run. Leaves no trace in the repository.
 */
export async function checkOutBase(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'agentforce-base-'));
	atTheEnd(() => rm(folder, { recursive: true, force: true }));
	const env = { ...process.env, GIT_INDEX_FILE: join(folder, '.index') };
	try {
		await run('git', ['read-tree', base], { cwd: root, env });
		await run('git', ['checkout-index', '--all', `--prefix=${folder}/`], { cwd: root, env });
	} catch (cause) {
		throw new Error(
			`Commit ${base} is not here to be measured against. A shallow clone lacks it; BENCH_BASE names another.`,
			{ cause }
		);
	}
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	await run(process.execPath, ['--input-type=module', '--eval', buildThere], { cwd: folder });
	return folder;
}
