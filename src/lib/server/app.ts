import { createPasswords } from './auth/passwords.ts';
import { createSessions } from './auth/lucia.ts';
import { createSignInLimiter } from './auth/sign-in-limiter.ts';
import type { Config } from './config.ts';
import { timingsAt, type Timings } from './domain/run/lease.ts';
import { createDb } from './db/client.ts';
import { createEventFeed } from './db/event-feed.ts';
import { jobs } from './db/jobs.ts';
import { createPresence } from './db/presence.ts';
import { createFailpoint } from './failpoint.ts';
import { newId } from './ids.ts';
import { createGoogle } from './integrations/google/google.ts';
import { createMail } from './integrations/mail/smtp-mail.ts';
import { createOfflineWriter } from './integrations/offline/writer.ts';
import { createOpenAiModel } from './integrations/openai/openai-model.ts';
import { createWebhooks } from './integrations/webhook/webhooks.ts';
import type {
	Clock,
	Db,
	EventFeed,
	Failpoint,
	Google,
	Jobs,
	Log,
	Mail,
	Model,
	Passwords,
	Presence,
	Sessions,
	SignInLimiter,
	Vault,
	Webhooks
} from './ports.ts';
import { createVault } from './vault.ts';

/** Everything that verbs may depend on, built once per process. */
export type App = {
	config: Config;
	log: Log;
	db: Db;
	jobs: Jobs;
	clock: Clock;
	random: () => number;
	model: Model;
	/** Null: nobody can connect it here, for there are neither keys nor a sandbox. */
	google: Google | null;
	/** Null: there is nobody to give our mails to. */
	mail: Mail | null;
	webhooks: Webhooks;
	vault: Vault;
	passwords: Passwords;
	sessions: Sessions;
	signInLimiter: SignInLimiter;
	eventFeed: EventFeed;
	presence: Presence;
	failpoint: Failpoint;
	timings: Timings;
	/** Names this process in worker_heartbeats and in the leases that it holds. */
	processId: string;
	close(): Promise<void>;
};

export type AppOptions = {
	config: Config;
	log: Log;
	/** Connections of the Prisma pool. */
	poolSize?: number;
	/** Whether to hear of events; a script has nobody to tell. */
	listen?: boolean;
	/** Whether no pooler is between us and Postgres: then it keeps the plans of our statements. */
	direct?: boolean;
};

const silentFeed = {
	subscribe: () => () => undefined,
	subscribeToAll: () => () => undefined,
	close: async () => undefined
};

/** The composition root: the web, the worker and the tests all start here. */
export function createApp({ config, log, poolSize = 10, listen = true, direct = false }: AppOptions): App {
	const db = createDb(config.databaseUrl, poolSize, { prepared: direct });
	const timings = timingsAt(config.timeScale);
	const eventFeed = listen
		? createEventFeed(config.databaseUrl, log, timings.beatSeconds * 2_000)
		: silentFeed;
	return {
		config,
		log,
		db,
		jobs,
		clock: { now: () => new Date() },
		random: Math.random,
		model: config.openai ? createOpenAiModel(config.openai) : createOfflineWriter(),
		google: config.google ? createGoogle(config.google) : null,
		mail: config.mail ? createMail(config.mail) : null,
		webhooks: createWebhooks({
			appSecret: config.appSecret,
			allowLoopback: config.google?.sandbox ?? false
		}),
		vault: createVault(config.encryptionKeys),
		passwords: createPasswords(),
		sessions: createSessions(db),
		signInLimiter: createSignInLimiter(db),
		eventFeed,
		presence: createPresence(config.databaseUrl, timings),
		failpoint: createFailpoint(config.failpoint),
		timings,
		processId: newId(),
		async close() {
			await eventFeed.close();
			await db.$disconnect();
		}
	};
}
