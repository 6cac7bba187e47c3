import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endGroup, isOurs, waitUntil } from './processes.ts';

/** Who has the data folder. `parts` are the process groups of web and worker, to be found after a crash. */
type Holder = {
	pid: number;
	script: string;
	state: 'starting' | 'running' | 'stopping';
	url: string | null;
	parts: Record<string, number>;
};

export type LauncherLock = {
	update(change: Partial<Pick<Holder, 'state' | 'url' | 'parts'>>): void;
	release(): void;
};

/** Somebody else is at work on this data folder; the message says who and where. */
export class FolderTaken extends Error {
	override readonly name = 'FolderTaken';
}

/**
 * Takes the data folder for this process. One that is just ending is waited for; what a killed one
 * left running is ended first. Throws FolderTaken while another is alive.
 */
export async function takeDataFolder(folder: string): Promise<LauncherLock> {
	const file = join(folder, 'launcher.json');
	const mine: Holder = {
		pid: process.pid,
		script: basename(process.argv[1] ?? ''),
		state: 'starting',
		url: null,
		parts: {}
	};
	while (!create(file, mine)) {
		const holder = read(file);
		if (holder && isAtWork(holder)) await waitForEnd(file, holder);
		else await clearAway(file, holder);
	}
	return {
		update(change) {
			Object.assign(mine, change);
			replace(file, mine);
		},
		release: () => rmSync(file, { force: true })
	};
}

function isAtWork(holder: Holder): boolean {
	return holder.pid !== process.pid && isOurs(holder.pid, holder.script);
}

/** One whose npm was killed notices within a moment, so a running one gets that moment, too. */
async function waitForEnd(file: string, holder: Holder): Promise<void> {
	const gone = () => !isAtWork(holder);
	if (await waitUntil(() => gone() || read(file)?.state === 'stopping', 1_500)) {
		if (await waitUntil(gone, 40_000)) return;
	}
	const where = read(file)?.url;
	throw new FolderTaken(
		where
			? `AgentForce is already running at ${where} (process ${holder.pid}, data folder ${folderOf(file)}).`
			: `Another AgentForce (process ${holder.pid}) is using the data folder ${folderOf(file)}.`
	);
}

async function clearAway(file: string, holder: Holder | null): Promise<void> {
	for (const [part, group] of Object.entries(holder?.parts ?? {}))
		await endGroup(group, `agentforce-${part}`, 5_000);
	const aside = `${file}.${process.pid}`;
	try {
		renameSync(file, aside);
	} catch {
		return; // Somebody else was quicker.
	}
	// Two that start at once may both see the old file: whoever took the new one by mistake puts it back.
	if (read(aside)?.pid === holder?.pid) rmSync(aside, { force: true });
	else renameSync(aside, file);
}

function create(file: string, holder: Holder): boolean {
	try {
		writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

function replace(file: string, holder: Holder): void {
	writeFileSync(`${file}.new`, JSON.stringify(holder), { mode: 0o600 });
	renameSync(`${file}.new`, file);
}

function read(file: string): Holder | null {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Holder;
	} catch {
		return null;
	}
}

function folderOf(file: string): string {
	return file.slice(0, -'/launcher.json'.length);
}
