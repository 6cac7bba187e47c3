import pg from 'pg';
import { z } from 'zod';
import { LiveEvent } from '#lib/schemas/event.ts';
import type { EventFeed, Log } from '#server/ports.ts';

const Notification = LiveEvent.extend({ workspaceId: z.string() });
type Listener = (event: LiveEvent) => void;

const retryMillis = 1_000;
/** Nothing is sent on a quiet line, so nobody would notice that it leads nowhere any more. */
type Pulse = { beatSeconds: number; fenceSeconds: number };

export type RunningEventFeed = EventFeed & { close(): Promise<void> };

/**
 * One LISTEN connection for the whole process, whoever subscribes. It needs a direct connection to
 * Postgres (never PgBouncer in transaction mode) and comes back by itself after a loss; subscribers
 * then hear `onGap`, because what was notified meanwhile is only in the events table.
 */
export function createEventFeed(connectionString: string, log: Log, pulse: Pulse): RunningEventFeed {
	const listeners = new Map<string, Set<Listener>>();
	const everywhere = new Set<Listener>();
	const gapListeners = new Set<() => void>();
	let client: pg.Client | null = null;
	let closed = false;
	let retry: NodeJS.Timeout | undefined;
	let pinging: NodeJS.Timeout | undefined;

	function deliver(payload: string) {
		const parsed = Notification.safeParse(JSON.parse(payload));
		if (!parsed.success) return log.warn({ payload }, 'An event notification could not be read');
		const { workspaceId, ...event } = parsed.data;
		for (const listener of [...(listeners.get(workspaceId) ?? []), ...everywhere]) listener(event);
	}

	function reconnectLater() {
		if (closed) return;
		retry = setTimeout(() => void connect(), retryMillis);
	}

	async function connect() {
		const next = new pg.Client({
			connectionString,
			keepAlive: true,
			query_timeout: pulse.fenceSeconds * 400,
			connectionTimeoutMillis: 8_000,
			application_name: 'agentforce-events'
		});
		let lost = false;
		const onLost = (error?: Error) => {
			if (lost) return;
			lost = true;
			clearInterval(pinging);
			if (client === next) client = null;
			if (!closed) log.warn({ err: error }, 'Lost the connection that carries live events');
			void next.end().catch(() => undefined);
			reconnectLater();
		};
		next.on('error', onLost);
		next.on('end', () => onLost());
		next.on('notification', (message) => deliver(message.payload ?? '{}'));
		try {
			await next.connect();
			await next.query('listen agentforce_events');
			if (closed) return void (await next.end());
			client = next;
			pinging = setInterval(() => void next.query('select 1').catch(onLost), pulse.beatSeconds * 1_000);
			pinging.unref();
			for (const onGap of gapListeners) onGap();
		} catch (error) {
			onLost(error as Error);
		}
	}

	void connect();
	return {
		subscribe(workspaceId, onEvent, onGap) {
			const group = listeners.get(workspaceId) ?? new Set();
			listeners.set(workspaceId, group.add(onEvent));
			gapListeners.add(onGap);
			return () => {
				group.delete(onEvent);
				gapListeners.delete(onGap);
				if (group.size === 0 && listeners.get(workspaceId) === group) listeners.delete(workspaceId);
			};
		},
		subscribeToAll(onEvent) {
			everywhere.add(onEvent);
			return () => void everywhere.delete(onEvent);
		},
		async close() {
			closed = true;
			clearTimeout(retry);
			clearInterval(pinging);
			await client?.end().catch(() => undefined);
		}
	};
}
