import { Prisma } from './generated/client.ts';

/** A piece of a statement with its values, to be put into others: `sql`… ${piece} …``. */
export const sql = Prisma.sql;

/** The name of a table, an alias or a column that our own code has written; never anything from outside. */
export const name = Prisma.raw;
