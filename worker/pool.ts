import pg from 'pg';

/** A running job holds no connection: it needs one for a moment to be fetched and one to be completed. */
const mostConnections = 23;

/** graphile-worker's own connections; a broken one ends the process, because the library does not notice every failure. */
export function createWorkerPool(
	connectionString: string,
	concurrency: number,
	onError: (error: Error) => void
): pg.Pool {
	const pool = new pg.Pool({
		connectionString,
		max: Math.min(concurrency + 3, mostConnections),
		keepAlive: true,
		application_name: 'agentforce-worker'
	});
	pool.on('error', onError);
	pool.on('connect', (client) => client.on('error', onError));
	return pool;
}
