import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { findChromium } from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'agentforce-chromium-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

function program(name: string, script: string): string {
	const file = join(folder, name);
	writeFileSync(file, `#!/bin/sh\n${script}\n`);
	chmodSync(file, 0o755);
	return file;
}

test('the browser in CHROMIUM_PATH is the one, when it starts', () => {
	vi.stubEnv('CHROMIUM_PATH', program('good', 'echo Chromium 150'));
	expect(findChromium()).toBe(join(folder, 'good'));
});

test('a CHROMIUM_PATH that leads nowhere is not replaced by another browser', () => {
	vi.stubEnv('CHROMIUM_PATH', join(folder, 'gone'));
	expect(findChromium()).toBeNull();
});

test('a script that only says how to install a browser is passed over', () => {
	program('chromium', 'echo "Please install the chromium snap." >&2; exit 1');
	const real = program('google-chrome', 'echo Google Chrome 150');
	vi.stubEnv('CHROMIUM_PATH', '');
	vi.stubEnv('PATH', folder);
	expect(findChromium()).toBe(real);
});

test('who only reads the settings of the journeys needs no browser yet', async () => {
	vi.stubEnv('CHROMIUM_PATH', join(folder, 'gone'));
	const { default: settings } = await import('../../playwright.config.ts');
	expect(settings.use?.launchOptions).not.toHaveProperty('executablePath');
});
