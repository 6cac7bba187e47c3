import pg from 'pg';

/** A pooler keeps idle connections and may leave ours to us while others are in a transaction, but not while so many are. */
const transactionsHeld = 8;

/**
 * A pooler in transaction mode hands a session's server connection to whoever begins a transaction next, and
 * gives the session another: then locks and LISTEN mean nothing.
 */
export async function isPooled(connectionString: string): Promise<boolean> {
	const clients: pg.Client[] = [];
	const connect = async () => {
		const client = new pg.Client({ connectionString, connectionTimeoutMillis: 8_000 });
		clients.push(client);
		await client.connect();
		return client;
	};
	try {
		const ours = await connect();
		const before = await backendOf(ours);
		if (announced(ours) === before) return false;
		for (let held = 0; held < transactionsHeld; held++) {
			const other = await connect();
			await other.query('begin');
			if ((await backendOf(other)) === before) return true;
		}
		return before !== (await backendOf(ours));
	} finally {
		await Promise.allSettled(clients.map((client) => client.end()));
	}
}

/** The process that greeted us: Postgres says its own, a pooler makes one up. Not in the types of node-postgres. */
function announced(client: pg.Client): number | null {
	return (client as pg.Client & { processID: number | null }).processID;
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
