import { expect, test } from 'vitest';
import { cloneDatabase } from '../../../../tests/support/database.ts';
import { createDb } from './client.ts';

const { url } = await cloneDatabase();

/** What the only connection of a client has kept after asking one question twice and 250 others once. */
async function keptAfterQuestions(options?: { prepared: boolean }): Promise<number> {
	const db = createDb(url, 1, options);
	try {
		for (const answer of [7, 7])
			expect(await db.$queryRaw`select ${answer}::int as a`).toEqual([{ a: answer }]);
		for (let nth = 0; nth < 250; nth++) await db.$queryRawUnsafe(`select ${nth} as nth`);
		const [row] = await db.$queryRaw<[{ n: number }]>`select count(*)::int as n from pg_prepared_statements`;
		return row.n;
	} finally {
		await db.$disconnect();
	}
}

test('on a direct connection statements are kept, one of each and never without end', async () => {
	expect(await keptAfterQuestions({ prepared: true })).toBe(200);
});

test('elsewhere nothing is left on a connection, for its session may be somebody else’s next', async () => {
	expect(await keptAfterQuestions()).toBe(0);
});

test('no plan outlives its connection, and no connection the time it is given', async () => {
	const db = createDb(url, 1, { prepared: true, lifetimeSeconds: 1 });
	const kept = () => db.$queryRaw<{ name: string; pid: number }[]>`
		select name, pg_backend_pid() as pid from pg_prepared_statements where statement like '%where 1 = 1%'`;
	await db.$queryRaw`select 1 where 1 = 1`;
	const before = await kept();
	expect(before).not.toEqual([]);
	const isAnother = async () => (await kept()).every(({ pid }) => pid !== before[0]?.pid);
	await expect.poll(isAnother, { timeout: 10_000 }).toBe(true);
	await db.$disconnect();
});

test('a list of statements is one transaction, and none of them begins before it', async () => {
	const db = createDb(url, 2);
	const rename = (name: string) =>
		db.$executeRaw`update role_templates set name = ${name} where key = 'marketing'`;
	const names = async () =>
		(
			await db.$queryRaw<{ name: string }[]>`
		select name from role_templates where key = 'marketing'`
		).map(({ name }) => name);
	const before = await names();
	await expect(db.$transaction([rename('A'), db.$executeRaw`select 1 / 0`])).rejects.toThrow(
		'division by zero'
	);
	expect(await names()).toEqual(before);
	await db.$transaction([rename('B'), rename('C')]);
	expect(await names()).toEqual(['C']);
	await db.$disconnect();
});
