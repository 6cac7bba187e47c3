import { expect, test } from 'vitest';
import { cloneDatabase } from './database.ts';

const { db } = await cloneDatabase();
const other = await cloneDatabase();

test('a clone is migrated, and what one writes another does not see', async () => {
	await db.workspace.create({ data: { name: 'Northwind Chairs' } });
	expect(await db.workspace.count()).toBe(1);
	expect(await other.db.workspace.count()).toBe(0);
});
