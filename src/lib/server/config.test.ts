import { expect, test } from 'vitest';
import { ConfigError, loadConfig, loadLauncherConfig } from './config.ts';

const needed = { DATABASE_URL: 'postgresql://me@localhost/agents', APP_SECRET: 'x'.repeat(32) };

test('everything but the database and the secret has a default', () => {
	expect(loadConfig(needed)).toEqual({
		databaseUrl: needed.DATABASE_URL,
		appSecret: needed.APP_SECRET,
		port: 3000,
		origin: 'http://localhost:3000',
		openai: null,
		workerConcurrency: 20,
		failpoint: null,
		timeScale: 1,
		logLevel: 'info',
		dataDir: '.data'
	});
});

test('what is set is used, and the origin follows the port', () => {
	const config = loadConfig({ ...needed, PORT: '4100', WORKER_CONCURRENCY: '3', LOG_LEVEL: 'debug' });
	expect(config).toMatchObject({
		port: 4100,
		origin: 'http://localhost:4100',
		workerConcurrency: 3,
		logLevel: 'debug'
	});
	expect(loadConfig({ ...needed, ORIGIN: 'https://agents.example.com/' }).origin).toBe(
		'https://agents.example.com'
	);
});

test('a key brings in the model, with the address and the name that were set', () => {
	const openai = {
		OPENAI_API_KEY: 'sk-1',
		OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
		OPENAI_MODEL: 'qwen3'
	};
	expect(loadConfig({ ...needed, ...openai }).openai).toEqual({
		apiKey: 'sk-1',
		baseUrl: 'http://127.0.0.1:11434/v1',
		model: 'qwen3'
	});
});

test('an empty variable counts as not set', () => {
	expect(loadConfig({ ...needed, PORT: '', OPENAI_API_KEY: ' ' })).toMatchObject({
		port: 3000,
		openai: null
	});
});

test('the launcher may start without a database, a port or a secret', () => {
	expect(loadLauncherConfig({})).toMatchObject({
		databaseUrl: null,
		port: null,
		origin: null,
		appSecret: null
	});
});

test.each([
	[
		{ DATABASE_URL: 'mysql://localhost/x' },
		'DATABASE_URL must be a postgresql address, for example DATABASE_URL=postgresql://'
	],
	[{ DATABASE_URL: '' }, 'DATABASE_URL is missing, for example DATABASE_URL=postgresql://'],
	[{ APP_SECRET: 'short' }, 'APP_SECRET must have at least 32 characters, for example APP_SECRET='],
	[{ APP_SECRET: '' }, 'APP_SECRET is missing, for example APP_SECRET='],
	[{ PORT: 'eighty' }, 'PORT must be a whole number from 1 to 65535, for example PORT=3000'],
	[{ PORT: '70000' }, 'PORT must be a whole number from 1 to 65535, for example PORT=3000'],
	[{ PORT: '80.5' }, 'PORT must be a whole number from 1 to 65535, for example PORT=3000'],
	[
		{ ORIGIN: 'agents.example.com' },
		'ORIGIN must be a http address, for example ORIGIN=https://agents.example.com'
	],
	[
		{ ORIGIN: 'https://example.com/app' },
		'ORIGIN must be only a scheme, a host and perhaps a port, for example ORIGIN='
	],
	[{ WORKER_CONCURRENCY: '0' }, 'WORKER_CONCURRENCY must be a whole number from 1 to 200, for example'],
	[
		{ OPENAI_BASE_URL: 'localhost' },
		'OPENAI_BASE_URL must be a http address, for example OPENAI_BASE_URL=https://'
	],
	[
		{ LOG_LEVEL: 'loud' },
		'LOG_LEVEL must be one of debug, info, warn, error and silent, for example LOG_LEVEL=info'
	]
])('%o is refused in one line', (env, message) => {
	const load = () => loadConfig({ ...needed, ...env });
	expect(load).toThrow(ConfigError);
	expect(load).toThrow(message);
	expect(load).not.toThrow('\n');
});
