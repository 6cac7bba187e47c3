import pg from 'pg';

/**
 * A pooler in transaction mode hands a session's server connection to whoever begins a transaction next, and
 * gives the session another: then locks and LISTEN mean nothing.
 */
export async function isPooled(connectionString: string): Promise<boolean> {
	const ours = new pg.Client({ connectionString, connectionTimeoutMillis: 8_000 });
	const other = new pg.Client({ connectionString, connectionTimeoutMillis: 8_000 });
	try {
		await ours.connect();
		await other.connect();
		const before = await backendOf(ours);
		await other.query('begin');
		const theirs = await backendOf(other);
		return before !== (await backendOf(ours)) || theirs === before;
	} finally {
		await Promise.allSettled([ours.end(), other.end()]);
	}
}

/** True when a session is certainly ours alone; false also when nobody answers. */
export async function isDirect(connectionString: string): Promise<boolean> {
	try {
		return !(await isPooled(connectionString));
	} catch {
		return false;
	}
}

async function backendOf(client: pg.Client): Promise<number> {
	const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
	return rows[0]?.pid ?? 0;
}
