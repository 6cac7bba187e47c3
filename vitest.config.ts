import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['{bench,prisma,scripts,src,tests,worker}/**/*.test.ts'],
		exclude: ['tests/e2e/**'],
		globalSetup: 'tests/global-setup.ts',
		setupFiles: 'tests/setup.ts',
		pool: 'forks',
		maxWorkers: 2,
		testTimeout: 20_000,
		hookTimeout: 30_000,
		// A zone with a half-hour offset: a verb that quietly uses the machine's own zone shows at once.
		env: { TZ: 'Asia/Kolkata' }
	}
});
