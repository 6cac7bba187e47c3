import pg from 'pg';
import { z } from 'zod';
import { LiveEvent } from '#lib/schemas/event.ts';
import type { EventFeed } from '#server/ports/event-feed.ts';
import type { Log } from '#server/ports/log.ts';

const Notification = LiveEvent.extend({ workspaceId: z.string() });
type Listener = (event: LiveEvent) => void;

const retryMillis = 1_000;
/** Between two questions whether the connection still answers: one that hears nothing looks just like a quiet day. */
const probeMillis = 10_000;

export type RunningEventFeed = EventFeed & { close(): Promise<void> };

/**
 * One LISTEN connection for the whole process, whoever subscribes. It needs a direct connection to
 * Postgres (never PgBouncer in transaction mode) and comes back by itself after a loss; subscribers
 * then hear `onGap`, because what was notified meanwhile is only in the events table.
 */
export function createEventFeed(
	connectionString: string,
	log: Log,
	probeEvery = probeMillis
): RunningEventFeed {
	const listeners = new Map<string, Set<Listener>>();
	const everywhere = new Set<Listener>();
	const gapListeners = new Set<() => void>();
	let client: pg.Client | null = null;
	let closed = false;
	let retry: NodeJS.Timeout | undefined;

	function deliver(payload: string) {
		const parsed = Notification.safeParse(json(payload));
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
			connectionTimeoutMillis: probeEvery / 2,
			query_timeout: probeEvery / 2,
			application_name: 'agentforce-events'
		});
		let lost = false;
		let probeTimer: NodeJS.Timeout | undefined;
		const onLost = (error?: Error) => {
			if (lost) return;
			lost = true;
			clearInterval(probeTimer);
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
			probeTimer = setInterval(() => void next.query('select 1').catch(onLost), probeEvery);
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
			await client?.end().catch(() => undefined);
		}
	};
}

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
