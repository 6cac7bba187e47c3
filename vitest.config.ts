import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		globalSetup: 'tests/support/global-setup.ts',
		setupFiles: 'tests/support/setup.ts',
		pool: 'forks',
		hookTimeout: 60_000,
		expect: { poll: { timeout: 15_000 } },
		// A zone with a half-hour offset: a verb that quietly uses the machine's own zone shows at once.
		env: { TZ: 'Asia/Kolkata' },
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['{bench,prisma,sandbox,scripts,src,tests,worker}/**/*.test.ts'],
					exclude: ['tests/e2e/**', 'tests/faults/**'],
					maxWorkers: 2,
					// Loading the house anew for each file took longer than its tests: files of one worker share what is loaded,
					// and keep what they change (databases, servers, environment) in fixtures that they open themselves.
					isolate: false,
					testTimeout: 60_000
				}
			},
			{
				extends: true,
				test: {
					name: 'faults',
					include: ['tests/faults/**/*.test.ts'],
					// They wait more than they work, but each starts processes: one file at a time, after the others.
					sequence: { groupOrder: 1 },
					fileParallelism: false,
					maxConcurrency: 3,
					testTimeout: 120_000
				}
			}
		]
	}
});
