import pg from 'pg';
import { Prisma, type PrismaClient } from './generated/client.ts';

const { builtins } = pg.types;
type Parse = (text: string) => unknown;

/** As Prisma gives them; what is not named here is the same with node-postgres. */
const parsers = new Map<number, Parse>([
	[builtins.INT8, BigInt],
	[builtins.NUMERIC, (text) => new Prisma.Decimal(text)],
	[builtins.DATE, (text) => new Date(text)],
	[builtins.TIMESTAMPTZ, (text) => new Date(text)]
]);

const types = {
	getTypeParser: (oid: number, format?: 'text' | 'binary'): Parse =>
		parsers.get(oid) ?? (pg.types.getTypeParser(oid, format as 'text') as Parse)
};

type Named = (statement: { sql: string }) => string;

/**
 * The client with its own statements (`$queryRaw` and `$executeRaw` outside a transaction) given to the pool as they are.
 * Through Prisma's engine each of them costs the process three times as much, and all that must be quick is one.
 */
export function withQuickStatements(client: PrismaClient, pool: pg.Pool, nameOf: Named): PrismaClient {
	const ask = async (statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => {
		const { text, values: args } =
			statement instanceof Prisma.Sql ? statement : Prisma.sql(statement, ...values);
		const name = nameOf({ sql: text });
		return pool.query<Record<string, unknown>>({ ...(name && { name }), text, values: args, types });
	};
	type Given = Parameters<typeof ask>;
	const quick: Record<string | symbol, unknown> = {
		$queryRaw: (...given: Given) => asked(client.$queryRaw(...given), async () => (await ask(...given)).rows),
		$executeRaw: (...given: Given) =>
			asked(client.$executeRaw(...given), async () => (await ask(...given)).rowCount ?? 0),
		$disconnect: async () => {
			await client.$disconnect();
			if (!pool.ending) await pool.end();
		}
	};
	// Who has a statement under way hears of it; an idle connection that ends is no news.
	pool.on('error', () => undefined);
	return new Proxy(client, {
		get: (target, key) => quick[key] ?? (Reflect.get(target, key) as unknown)
	});
}

/** Prisma's own promise, which begins when it is waited for: then ours is asked. In a list of a transaction it stays Prisma's. */
function asked<Result>(
	promise: Prisma.PrismaPromise<Result>,
	ask: () => Promise<Result>
): Prisma.PrismaPromise<Result> {
	let answer: Promise<Result> | undefined;
	const once = () => (answer ??= ask());
	const quicker: Pick<typeof promise, 'then' | 'catch' | 'finally'> = {
		then: (done, failed) => once().then(done, failed),
		catch: (failed) => once().catch(failed),
		finally: (over) => once().finally(over)
	};
	return Object.assign(promise, quicker);
}
