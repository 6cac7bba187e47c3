import { createDevices } from './auth/devices.ts';
import { createPasswords } from './auth/passwords.ts';
import { createSessions } from './auth/lucia.ts';
import { createSignInLimiter } from './auth/sign-in-limiter.ts';
import type { Config } from './config.ts';
import { readSession } from './domain/account/get-session.ts';
import { isLoopback } from './config-values.ts';
import { connectionHooks } from './domain/action/held-actions.ts';
import { workflowHooks } from './domain/workflow/run-finished.ts';
import type { WorkflowHooks } from './domain/task/workflow-hooks.ts';
import type { ConnectionHooks } from './domain/connection/connection-hooks.ts';
import { timingsAt, type Timings } from './domain/ledger/lease.ts';
import { createDb } from './db/client.ts';
import { createEventFeed } from './db/event-feed.ts';
import { jobs } from './db/jobs.ts';
import { createPresence } from './db/presence.ts';
import { createFailpoint } from './failpoint.ts';
import { newId } from './ids.ts';
import { createDocuments } from './integrations/documents/documents.ts';
import { createGoogle } from './integrations/google/google.ts';
import { createMail } from './integrations/mail/smtp-mail.ts';
import { createOfflineWriter } from './integrations/offline/writer.ts';
import { createOpenAiModel } from './integrations/openai/openai-model.ts';
import { createStripe } from './integrations/stripe/stripe.ts';
import { createWebhooks } from './integrations/webhook/webhooks.ts';
import type { Clock } from './ports/clock.ts';
import type { Db } from './ports/db.ts';
import type { Devices } from './ports/devices.ts';
import type { Documents } from './ports/documents.ts';
import type { EventFeed } from './ports/event-feed.ts';
import type { Failpoint } from './ports/failpoint.ts';
import type { Google } from './ports/google.ts';
import type { Jobs } from './ports/jobs.ts';
import type { Log } from './ports/log.ts';
import type { Mail } from './ports/mail.ts';
import type { Model } from './ports/model.ts';
import type { Passwords } from './ports/passwords.ts';
import type { Presence } from './ports/presence.ts';
import type { Sessions } from './ports/sessions.ts';
import type { SignInLimiter } from './ports/sign-in-limiter.ts';
import type { Stripe } from './ports/stripe.ts';
import type { Vault } from './ports/vault.ts';
import type { Webhooks } from './ports/webhooks.ts';
import { createStreamSlots, type StreamSlots } from './stream-slots.ts';
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
	/** Null: nothing can be bought here, for there are neither keys nor a sandbox. */
	stripe: Stripe | null;
	webhooks: Webhooks;
	documents: Documents;
	/** What actions do when a connection is lost or works again; connections stand below them. */
	connectionHooks: ConnectionHooks;
	/** What workflows do when one of their runs ends; tasks stand below them. */
	workflowHooks: WorkflowHooks;
	vault: Vault;
	passwords: Passwords;
	sessions: Sessions;
	devices: Devices;
	signInLimiter: SignInLimiter;
	eventFeed: EventFeed;
	streamSlots: StreamSlots;
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
		stripe: config.stripe ? createStripe(config.stripe) : null,
		webhooks: createWebhooks({
			appSecret: config.appSecret,
			allowLoopback: config.google?.sandbox ?? false
		}),
		documents: createDocuments(),
		connectionHooks,
		workflowHooks,
		vault: createVault(config.encryptionKeys),
		passwords: createPasswords(),
		sessions: createSessions(db, (tokenHash) => readSession(db, tokenHash)),
		devices: createDevices(config.appSecret),
		signInLimiter: createSignInLimiter(db, { local: isLoopback(new URL(config.origin).hostname) }),
		eventFeed,
		streamSlots: createStreamSlots(config.rateLimits),
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
