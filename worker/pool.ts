import pg from 'pg';

/** A running job holds no connection: it needs one for a moment to be fetched and one to be completed. */
const mostConnections = 23;

/**
 * graphile-worker's own connections; a broken one ends the process, because the library does not notice every
 * failure. A question that has had no answer for `silenceMillis` counts as broken: nobody hung up, but nobody is there.
 */
export function createWorkerPool(
	connectionString: string,
	concurrency: number,
	silenceMillis: number,
	onError: (error: Error) => void
): pg.Pool {
	const pool = new pg.Pool({
		connectionString,
		max: Math.min(concurrency + 3, mostConnections),
		keepAlive: true,
		query_timeout: silenceMillis,
		application_name: 'agentforce-worker'
	});
	pool.on('error', onError);
	pool.on('connect', (client) => client.on('error', onError));
	return pool;
}
