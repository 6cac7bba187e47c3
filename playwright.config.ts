import { defineConfig, devices } from '@playwright/test';
import { chromiumArgs, findChromium } from './scripts/test/chromium.ts';

/** Who only reads this file needs no browser, and on a new machine none is there before the journeys install one. */
const executablePath = findChromium();

export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results/journeys',
	globalSetup: './tests/e2e/global-setup.ts',
	fullyParallel: true,
	workers: 2,
	retries: 0,
	forbidOnly: true,
	timeout: 120_000,
	expect: { timeout: 20_000 },
	reporter: 'list',
	use: {
		launchOptions: { ...(executablePath && { executablePath }), args: chromiumArgs },
		// Nothing half faded in: what axe measures is what people see in the end.
		contextOptions: { reducedMotion: 'reduce' },
		locale: 'en-GB',
		timezoneId: 'Europe/Berlin',
		trace: 'retain-on-failure',
		screenshot: 'only-on-failure'
	},
	projects: [
		{ name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } }
	]
});
