export type ProcessInfo = {
	id: string;
	kind: 'web' | 'worker';
	host: string;
	pid: number;
	/** graphile-worker's pool id, which names the holder of its locked jobs. */
	poolId: string | null;
	version: string;
};

/**
 * Says that this process lives, on a connection of its own that also holds a session lock: when the process
 * dies, Postgres sees it. `onLost` is called once, when this process must take itself for dead;
 * `broken` when that is because the connection ended, and not because nothing was heard of us.
 */
export type Presence = {
	/** Throws, with the reason, when session locks and LISTEN would mean nothing: behind a pooler in transaction mode. */
	demandDirect(): Promise<void>;
	join(
		info: ProcessInfo,
		onLost: (reason: string, broken: boolean) => void
	): Promise<{ leave(): Promise<void> }>;
};
