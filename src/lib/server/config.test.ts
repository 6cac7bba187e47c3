import { expect, test } from 'vitest';
import { ConfigError, loadConfig, loadLauncherConfig } from './config.ts';

const bytes = Buffer.alloc(32, 'k');
const needed = {
	DATABASE_URL: 'postgresql://me@localhost/agents',
	APP_SECRET: 'x'.repeat(32),
	ENCRYPTION_KEYS: `first:${bytes.toString('base64')}`
};

test('everything but the database, the secret and the keys has a default', () => {
	expect(loadConfig(needed)).toEqual({
		databaseUrl: needed.DATABASE_URL,
		appSecret: needed.APP_SECRET,
		port: 3000,
		origin: 'http://localhost:3000',
		host: '127.0.0.1',
		signUp: 'open',
		operatorEmail: null,
		operatorName: null,
		operatorAddress: null,
		encryptionKeys: [{ id: 'first', key: bytes }],
		openai: null,
		google: null,
		stripe: null,
		mail: null,
		workerConcurrency: 20,
		failpoint: null,
		timeScale: 1,
		rateLimits: 1,
		spendCaps: { installationMicros: null, workspaceMicros: null },
		logLevel: 'info',
		dataDir: '.data'
	});
});

test('the operator is named in one line each, as the pages say it', () => {
	const operator = { OPERATOR_NAME: ' Northwind Ltd ', OPERATOR_ADDRESS: '4 Quay Street, Bristol' };
	expect(loadConfig({ ...needed, ...operator })).toMatchObject({
		operatorName: 'Northwind Ltd',
		operatorAddress: '4 Quay Street, Bristol'
	});
	const broken = { ...needed, OPERATOR_ADDRESS: '4 Quay Street\nBristol' };
	expect(() => loadConfig(broken)).toThrow('OPERATOR_ADDRESS must be one line of at most 300 characters');
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
		model: 'qwen3',
		price: null
	});
	const price = { OPENAI_PRICE_INPUT: '0.10', OPENAI_PRICE_OUTPUT: '0' };
	expect(loadConfig({ ...needed, ...openai, ...price }).openai?.price).toEqual({ input: 0.1, output: 0 });
	expect(() => loadConfig({ ...needed, ...openai, OPENAI_PRICE_INPUT: '1' })).toThrow(
		'OPENAI_PRICE_OUTPUT belongs to'
	);
	expect(() => loadConfig({ ...needed, ...openai, OPENAI_PRICE_INPUT: '-1' })).toThrow('0 to 10000');
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
		appSecret: null,
		encryptionKeys: null,
		sandbox: null
	});
});

test('several keys are read in their order', () => {
	const second = Buffer.alloc(32, 2);
	const list = `2026-11:${second.toString('base64')}, ${needed.ENCRYPTION_KEYS}`;
	expect(loadConfig({ ...needed, ENCRYPTION_KEYS: list }).encryptionKeys).toEqual([
		{ id: '2026-11', key: second },
		{ id: 'first', key: bytes }
	]);
});

const sandbox = { AGENTFORCE_SANDBOX: 'http://127.0.0.1:4200/' };
const googleKeys = { GOOGLE_CLIENT_ID: '12-ab.apps.googleusercontent.com', GOOGLE_CLIENT_SECRET: 'GOCSPX-1' };

test('a running sandbox stands in for Google, and every address of it is there', () => {
	expect(loadLauncherConfig({ AGENTFORCE_SANDBOX: 'off' }).sandbox).toBe('off');
	expect(loadConfig({ ...needed, AGENTFORCE_SANDBOX: 'off' }).google).toBeNull();
	const google = loadConfig({ ...needed, ...sandbox }).google;
	expect(google?.sandbox).toBe(true);
	expect(google?.endpoints).toMatchObject({
		authorize: 'http://127.0.0.1:4200/o/oauth2/v2/auth',
		token: 'http://127.0.0.1:4200/token',
		gmail: 'http://127.0.0.1:4200'
	});
	const elsewhere = Object.values(google?.endpoints ?? {}).filter(
		(url) => !/^http:..127.0.0.1:4200/.test(url)
	);
	expect(elsewhere).toEqual([]);
});

test('keys bring in the real Google, even beside a sandbox', () => {
	const google = loadConfig({ ...needed, ...sandbox, ...googleKeys }).google;
	expect(google).toMatchObject({
		clientId: googleKeys.GOOGLE_CLIENT_ID,
		clientSecret: 'GOCSPX-1',
		sandbox: false
	});
	const hosts = Object.values(google?.endpoints ?? {}).map((url) => new URL(url).hostname);
	expect(hosts.filter((host) => !/(^|\.)google(apis)?\.com$/.test(host))).toEqual([]);
});

test('mail needs an address to go to; the sender has a default', () => {
	const SMTP_URL = 'smtps://me:secret@mail.example.com';
	expect(loadConfig({ ...needed, SMTP_URL }).mail).toEqual({
		url: SMTP_URL,
		from: 'AgentForce <agentforce@localhost>',
		mailbox: null
	});
	const MAIL_FROM = 'agents@example.com';
	expect(loadConfig({ ...needed, SMTP_URL, MAIL_FROM }).mail?.from).toBe(MAIL_FROM);
	expect(loadConfig({ ...needed, MAIL_FROM }).mail).toBeNull();
});

test.each([
	['smtp://127.0.0.1:4201', 'http://127.0.0.1:4200/mailbox'],
	['smtp://127.0.0.1', null],
	['smtp://127.0.0.1:25', null],
	['smtp://me:secret@127.0.0.1:4201', null],
	['smtps://mail.example.com:4201', null]
])('mail to %s is shown in the mailbox %s', (SMTP_URL, mailbox) => {
	expect(loadConfig({ ...needed, ...sandbox, SMTP_URL }).mail?.mailbox).toBe(mailbox);
	expect(loadConfig({ ...needed, SMTP_URL }).mail?.mailbox).toBeNull();
	expect(loadConfig({ ...needed, SMTP_URL, AGENTFORCE_SANDBOX: 'off' }).mail?.mailbox).toBeNull();
});

test.each([
	[
		{ DATABASE_URL: 'mysql://localhost/x' },
		'DATABASE_URL must be a postgresql address, for example DATABASE_URL=postgresql://'
	],
	[{ DATABASE_URL: '' }, 'DATABASE_URL is missing, for example DATABASE_URL=postgresql://'],
	[{ APP_SECRET: 'short' }, 'APP_SECRET must have at least 32 characters, for example APP_SECRET='],
	[{ APP_SECRET: '' }, 'APP_SECRET is missing, for example APP_SECRET='],
	[{ ENCRYPTION_KEYS: '' }, 'ENCRYPTION_KEYS is missing, for example ENCRYPTION_KEYS=first:'],
	[
		{ ENCRYPTION_KEYS: 'first:c2hvcnQ=' },
		'ENCRYPTION_KEYS must be a list of a name, a colon and 32 bytes in base64, for example'
	],
	[
		{ ENCRYPTION_KEYS: `${needed.ENCRYPTION_KEYS},${needed.ENCRYPTION_KEYS}` },
		'ENCRYPTION_KEYS must give every key a name of its own, for example'
	],
	[
		{ GOOGLE_CLIENT_ID: 'one' },
		'GOOGLE_CLIENT_SECRET is missing, although GOOGLE_CLIENT_ID is set, for example GOOGLE_CLIENT_SECRET='
	],
	[
		{ GOOGLE_CLIENT_SECRET: 'one' },
		'GOOGLE_CLIENT_ID is missing, although GOOGLE_CLIENT_SECRET is set, for example GOOGLE_CLIENT_ID='
	],
	[
		{ AGENTFORCE_SANDBOX: 'on' },
		'AGENTFORCE_SANDBOX must be off or the http address of a running sandbox, for example'
	],
	[
		{ SMTP_URL: 'mail.example.com' },
		'SMTP_URL must be an smtp or smtps address, for example SMTP_URL=smtps:'
	],
	[
		{ MAIL_FROM: 'the agents' },
		'MAIL_FROM must be an e-mail address, perhaps with a name before it, for example MAIL_FROM=AgentForce'
	],
	[{ PORT: 'eighty' }, 'PORT must be a whole number from 1 to 65535, for example PORT=3000'],
	[{ PORT: '70000' }, 'PORT must be a whole number from 1 to 65535, for example PORT=3000'],
	[{ PORT: '80.5' }, 'PORT must be a whole number from 1 to 65535, for example PORT=3000'],
	[
		{ ORIGIN: 'agents.example.com' },
		'ORIGIN must be an http address, for example ORIGIN=https://agents.example.com'
	],
	[
		{ ORIGIN: 'https://example.com/app' },
		'ORIGIN must be only a scheme, a host and perhaps a port, for example ORIGIN='
	],
	[{ WORKER_CONCURRENCY: '0' }, 'WORKER_CONCURRENCY must be a whole number from 1 to 200, for example'],
	[
		{ OPENAI_BASE_URL: 'localhost' },
		'OPENAI_BASE_URL must be an http address, for example OPENAI_BASE_URL=https://'
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

test('a wrong key is not repeated in the refusal', () => {
	expect(() => loadConfig({ ...needed, ENCRYPTION_KEYS: 'first:c2hvcnQ=' })).not.toThrow('c2hvcnQ');
});

test.each([
	[{}, '127.0.0.1', 'open'],
	[{ ORIGIN: 'http://127.0.0.1:4000' }, '127.0.0.1', 'open'],
	[{ HOST: '0.0.0.0' }, '0.0.0.0', 'invited'],
	[{ ORIGIN: 'https://agents.example.com' }, '0.0.0.0', 'invited'],
	[{ ORIGIN: 'https://agents.example.com', HOST: '127.0.0.1' }, '127.0.0.1', 'invited'],
	[{ ORIGIN: 'https://localhost.example.com' }, '0.0.0.0', 'invited'],
	[{ ORIGIN: 'https://agents.example.com', SIGN_UP: 'open' }, '0.0.0.0', 'open'],
	[{ SIGN_UP: 'invited' }, '127.0.0.1', 'invited']
])('%o listens on %s, and sign-up is %s', (env, host, signUp) => {
	expect(loadConfig({ ...needed, ...env })).toMatchObject({ host, signUp });
});

test('an address to listen on is an address', () => {
	expect(() => loadConfig({ ...needed, HOST: 'my-laptop' })).toThrow(
		/^HOST must be the address of a network/
	);
	expect(() => loadConfig({ ...needed, SIGN_UP: 'closed' })).toThrow(/^SIGN_UP must be open or invited/);
});

test('Stripe needs both its keys, of the same kind, and never shows a live one to this machine', () => {
	const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1\n' };
	expect(loadConfig({ ...needed, ...keys, STRIPE_PRICE_PRO: 'price_9' }).stripe).toEqual({
		secretKey: 'sk_test_1',
		webhookSecret: 'whsec_1',
		apiUrl: null,
		livemode: false,
		sandbox: false,
		prices: { pro: 'price_9' }
	});
	const wrong = [
		[{ STRIPE_SECRET_KEY: 'sk_test_1' }, 'STRIPE_WEBHOOK_SECRET is missing'],
		[{ STRIPE_WEBHOOK_SECRET: 'whsec_1' }, 'STRIPE_SECRET_KEY is missing'],
		[{ ...keys, STRIPE_SECRET_KEY: 'pk_test_1' }, 'STRIPE_SECRET_KEY must be a secret or restricted key'],
		[{ ...keys, STRIPE_WEBHOOK_SECRET: 'sk_test_1' }, 'STRIPE_WEBHOOK_SECRET must be'],
		[{ ...keys, STRIPE_PRICE_STARTER: 'prod_1' }, 'STRIPE_PRICE_STARTER must be the id of a price'],
		[
			{ ...keys, STRIPE_SECRET_KEY: 'sk_live_1', STRIPE_API_URL: 'http://127.0.0.1:4602' },
			'STRIPE_API_URL is on this machine'
		]
	] as const;
	for (const [env, sentence] of wrong) expect(() => loadConfig({ ...needed, ...env })).toThrow(sentence);
});
