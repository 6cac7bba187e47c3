import type { JobName, JobPayload } from '#lib/schemas/jobs.ts';
import type { Sql, Tx } from './db.ts';

type JobOptions = { runAt?: Date; key?: string };

/** Puts a job into the caller's transaction: a rollback takes row and job together. */
export type Jobs = {
	add<Name extends JobName>(tx: Tx, name: Name, payload: JobPayload<Name>, when?: JobOptions): Promise<void>;
	/** The same as an expression, for a statement of the caller that adds the job where its value is asked for. */
	adding<Name extends JobName>(name: Name, payload: JobPayload<Name>, when?: JobOptions): Sql;
	/** The same for many at once, in one statement. */
	addEach<Name extends JobName>(
		tx: Tx,
		name: Name,
		jobs: { payload: JobPayload<Name>; runAt?: Date; key: string }[]
	): Promise<void>;
};
