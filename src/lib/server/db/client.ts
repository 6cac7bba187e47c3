import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import { withQuickStatements } from './quick-statements.ts';

/** More than the worker has; what comes after them (lists of changing length) is planned each time. */
const mostStatements = 200;

/** A connection goes after this long and its plans with it: one made while a table was small is bad for a large one. */
const longestSeconds = 60;

/**
 * A Prisma client with its own pool of at most `max` connections. `prepared` lets each connection keep its plans, which
 * halves what a statement costs; it takes a direct connection, for a pooler hands ours to others (docs/benchmarks.md).
 */
export function createDb(
	connectionString: string,
	max: number,
	{ prepared = false, lifetimeSeconds = longestSeconds } = {}
): PrismaClient {
	const pool = new pg.Pool({
		connectionString,
		max,
		connectionTimeoutMillis: 5_000,
		// A half-open connection must not hold a request or a run for ever.
		query_timeout: 30_000,
		keepAlive: true,
		maxLifetimeSeconds: lifetimeSeconds
	});
	const nameOf = prepared ? nameStatements() : () => '';
	const adapter = new PrismaPg(pool, prepared ? { statementNameGenerator: nameOf } : {});
	const client = new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
	return withQuickStatements(client, pool, nameOf);
}

/** The same statement has the same name; no name means that it is not kept. */
function nameStatements(): (statement: { sql: string }) => string {
	const names = new Map<string, string>();
	return ({ sql }) => {
		const known = names.get(sql);
		if (known !== undefined || names.size >= mostStatements) return known ?? '';
		const name = createHash('sha256').update(sql).digest('base64url').slice(0, 20);
		names.set(sql, name);
		return name;
	};
}
