import { randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import { sandboxKeys } from '../../sandbox/stripe/state.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import type { Session } from '#lib/schemas/account.ts';
import { createApp } from '#server/app.ts';
import type { App } from '#server/app.ts';
import { loadConfig } from '#server/config.ts';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { getSession } from '#server/domain/account/get-session.ts';
import { createLog } from '#server/log.ts';
import type { Context } from '#server/trpc/context.ts';
import { createCaller } from '#server/trpc/router.ts';
import type { Caller } from '#server/trpc/router.ts';
import type { TestDatabase } from './database.ts';
import type { ModelPeer } from '../peers/model-peer.ts';

type TestAppOptions = {
	/** Asks this peer instead of the offline writer. */
	model?: ModelPeer;
	/** Google and the mail server are played by this sandbox; without it there are none. */
	sandbox?: Pick<Sandbox, 'url' | 'smtpUrl'>;
	/** Stripe is played by this sandbox; without it nothing can be bought. */
	stripe?: { url: string };
	/** Comma-separated, as in the environment. */
	encryptionKeys?: string;
	/** What else is set in the environment. */
	env?: Record<string, string>;
	/** Hears events from the database, as the web does. */
	listen?: boolean;
	/** A clock that stands still, a random number that is known. Never a verb or the database. */
	overrides?: Partial<Pick<App, 'clock' | 'random' | 'log' | 'processId'>>;
};

const stripeInSandbox = {
	STRIPE_SECRET_KEY: sandboxKeys.secretKey,
	STRIPE_WEBHOOK_SECRET: sandboxKeys.webhookSecret
};

const testKeys = `tests:${Buffer.alloc(32, 7).toString('base64')}`;

/** The real App on this test file's database. LOG_LEVEL=debug shows what it logs. Call it at the top; it is closed after the last test. */
export function createTestApp(database: TestDatabase, options: TestAppOptions = {}): App {
	const {
		model,
		sandbox,
		stripe,
		encryptionKeys = testKeys,
		env = {},
		listen = false,
		overrides = {}
	} = options;
	const config = loadConfig({
		DATABASE_URL: database.url,
		APP_SECRET: 'a secret that only the tests know of',
		ENCRYPTION_KEYS: encryptionKeys,
		LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
		...(sandbox ? { AGENTFORCE_SANDBOX: sandbox.url, SMTP_URL: sandbox.smtpUrl } : {}),
		...(stripe ? { ...stripeInSandbox, STRIPE_API_URL: stripe.url } : {}),
		...(model ? { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'gpt-5-mini' } : {}),
		...env
	});
	const app = createApp({ config, log: createLog(config), listen, direct: true });
	afterAll(() => app.close());
	return { ...app, ...overrides };
}

/** The API as a signed-in person sees it, or as a stranger does with null. */
export async function callerOf(
	app: App,
	actor: MemberActor | null,
	request: Partial<Context> = {},
	signal?: AbortSignal
): Promise<Caller> {
	const session = actor && (await sessionOf(app, actor));
	const context: Context = {
		app,
		session,
		sessionToken: null,
		setSession: () => undefined,
		device: { token: null, remember: () => undefined },
		requestId: randomUUID(),
		clientAddress: '192.0.2.1',
		userAgent: 'vitest',
		idempotencyKey: null,
		answer: { headers: new Headers() },
		...request
	};
	return createCaller(context, { signal });
}

/** What the cookie of this member would be looked up as. */
export function sessionOf(
	{ db }: Pick<App, 'db'>,
	{ workspaceId, by }: MemberActor
): Promise<Session | null> {
	return getSession({ db }, { userId: by.userId, workspaceId });
}
