import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

/** A Prisma client with its own pool of at most `max` connections. */
export function createDb(connectionString: string, max: number): PrismaClient {
	const adapter = new PrismaPg({
		connectionString,
		max,
		connectionTimeoutMillis: 5_000,
		// A half-open connection must not hold a request or a run for ever.
		query_timeout: 30_000,
		keepAlive: true
	});
	return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
}
