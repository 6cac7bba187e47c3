import type { Prisma, PrismaClient } from '../db/generated/client.ts';

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;
/** A piece of a statement with its values. */
export type Sql = Prisma.Sql;
export type JsonObject = Prisma.InputJsonObject;
