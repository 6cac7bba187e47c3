import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runCommand } from './command.ts';
import { installFromDebian } from './debian.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const applications = [
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

export const noChromium =
	'The journeys need a browser: please install Chromium or Chrome, or set CHROMIUM_PATH to one, and try again.';

/** No sandbox as root, where Chromium refuses to start with one; and no chatter with anybody. */
export const chromiumArgs = [
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run'
];

/** A Chromium that starts: the one in CHROMIUM_PATH, one on this machine, or Playwright's own. */
export function findChromium(): string | null {
	const chosen = process.env.CHROMIUM_PATH;
	if (chosen) return starts(chosen) ? chosen : null;
	const folders = (process.env.PATH ?? '').split(delimiter);
	const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
	return [...onPath, ...applications, chromium.executablePath()].find(starts) ?? null;
}

/** Finds a Chromium or installs one: Playwright's own build, else on Debian as root the distribution's. */
export async function ensureChromium(): Promise<string | null> {
	const found = findChromium();
	if (found || process.env.CHROMIUM_PATH) return found;
	console.log('  No Chromium found. Playwright is downloading one …');
	await runCommand(['playwright', 'install', 'chromium']);
	const downloaded = findChromium();
	if (downloaded) return downloaded;
	await installFromDebian('chromium');
	return findChromium();
}

/** Some systems put a script there that only says where to get the browser, so it is asked for its version. */
function starts(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
	} catch {
		return false;
	}
	return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}
