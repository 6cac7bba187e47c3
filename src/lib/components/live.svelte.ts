import { staleAfter } from '../events.ts';
import type { LiveEvent } from '../schemas/event.ts';

/** `lost`: the stream is gone for more than a moment; `offline`: the machine itself has no network. */
export type Connection = 'connecting' | 'open' | 'lost' | 'offline';

export type LiveSource = (
	lastEventId: string | undefined,
	on: {
		event: (event: LiveEvent) => void;
		connected: () => void;
		disconnected: () => void;
		/** The stream will not come back by itself. */
		ended: () => void;
	}
) => () => void;

const debounceMilliseconds = 80;
const graceMilliseconds = 4_000;
const firstRetryMilliseconds = 1_000;
const longestRetryMilliseconds = 30_000;

/** Keeps one live stream, gathers what it makes stale and asks for it to be loaded again. Start it in the browser. */
export class LiveUpdates {
	connection = $state<Connection>('connecting');
	readonly #source: LiveSource;
	readonly #refresh: (isStale: (url: URL) => boolean) => Promise<void>;
	#stale: string[] = [];
	/** More was missed than is told one by one: every open list may be old. */
	#allStale = false;
	#lastEventId: string | undefined;
	#stop: (() => void) | undefined;
	#flushTimer: ReturnType<typeof setTimeout> | undefined;
	#graceTimer: ReturnType<typeof setTimeout> | undefined;
	#retryTimer: ReturnType<typeof setTimeout> | undefined;
	#retryMilliseconds = firstRetryMilliseconds;

	/** `lastEventId` is the newest event that the page's data already knows. */
	constructor(
		source: LiveSource,
		refresh: (isStale: (url: URL) => boolean) => Promise<void>,
		lastEventId: string | undefined
	) {
		this.#lastEventId = lastEventId;
		this.#source = source;
		this.#refresh = refresh;
	}

	/** Opens the stream and returns how to close it. */
	start(): () => void {
		const online = () => this.reconnect();
		const offline = () => this.#wentOffline();
		window.addEventListener('online', online);
		window.addEventListener('offline', offline);
		this.#open();
		return () => {
			window.removeEventListener('online', online);
			window.removeEventListener('offline', offline);
			this.#close();
			clearTimeout(this.#flushTimer);
		};
	}

	/** Opens a new stream from the last event on. */
	reconnect(): void {
		this.#close();
		this.connection = 'connecting';
		this.#retryMilliseconds = firstRetryMilliseconds;
		this.#open();
	}

	#open(): void {
		this.#disconnected();
		this.#stop = this.#source(this.#lastEventId, {
			event: (event) => this.#heard(event),
			connected: () => this.#connected(),
			disconnected: () => this.#disconnected(),
			ended: () => this.#ended()
		});
	}

	#close(): void {
		clearTimeout(this.#graceTimer);
		clearTimeout(this.#retryTimer);
		this.#graceTimer = undefined;
		this.#stop?.();
		this.#stop = undefined;
	}

	#connected(): void {
		clearTimeout(this.#graceTimer);
		this.#graceTimer = undefined;
		this.#retryMilliseconds = firstRetryMilliseconds;
		// Without a network an answer can still come in that had left before; what is offline stays so until it is back.
		this.connection = navigator.onLine ? 'open' : 'offline';
		if (this.#stale.length > 0 || this.#allStale) this.#flushSoon();
	}

	/** A blink is no news: only what stays gone for a while is shown. */
	#disconnected(): void {
		if (this.connection === 'offline' || this.connection === 'lost') return;
		this.#graceTimer ??= setTimeout(() => {
			this.#graceTimer = undefined;
			this.connection = navigator.onLine ? 'lost' : 'offline';
		}, graceMilliseconds);
	}

	#ended(): void {
		this.#disconnected();
		clearTimeout(this.#retryTimer);
		this.#retryTimer = setTimeout(() => {
			this.#stop?.();
			this.#open();
		}, this.#retryMilliseconds);
		this.#retryMilliseconds = Math.min(this.#retryMilliseconds * 2, longestRetryMilliseconds);
	}

	#wentOffline(): void {
		clearTimeout(this.#graceTimer);
		this.#graceTimer = undefined;
		this.connection = 'offline';
	}

	#heard(event: LiveEvent): void {
		this.#lastEventId = event.id;
		if (event.kind === 'stream.gap') this.#allStale = true;
		else this.#stale.push(...staleAfter({ ...event, kind: event.kind }));
		this.#flushSoon();
	}

	#flushSoon(): void {
		this.#flushTimer ??= setTimeout(() => void this.#flush(), debounceMilliseconds);
	}

	async #flush(): Promise<void> {
		this.#flushTimer = undefined;
		// Loading fails without a network and would put an error page in the place of what is shown.
		if (this.connection === 'offline' || !navigator.onLine) return;
		const [keys, all] = [this.#stale, this.#allStale];
		this.#stale = [];
		this.#allStale = false;
		await this.#refresh((url) => (all ? url.protocol === 'app:' : keys.includes(url.href)));
	}
}
