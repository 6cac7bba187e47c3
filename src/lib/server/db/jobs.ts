import { Prisma } from './generated/client.ts';
import type { Jobs } from '#server/ports/jobs.ts';

/**
 * The queue as the domain sees it. A job with a `key` replaces the waiting one of the same key,
 * so adding a wake-up twice leaves one.
 */
export const jobs: Jobs = {
	async add(tx, name, payload, options = {}) {
		await tx.$executeRaw`select ${jobs.adding(name, payload, options)}`;
	},
	adding(name, payload, options = {}) {
		return Prisma.sql`(
			graphile_worker.add_job(
				${name}::text,
				payload := ${JSON.stringify(payload)}::json,
				run_at := coalesce(${options.runAt ?? null}::timestamptz, now()),
				job_key := ${options.key ?? null}::text
			)
		).id`;
	},
	async addEach(tx, name, added) {
		if (added.length === 0) return;
		await tx.$executeRaw`
			select graphile_worker.add_job(
				${name}::text,
				payload := job.payload,
				run_at := coalesce(job."runAt", now()),
				job_key := job.key
			)
			from json_to_recordset(${JSON.stringify(added)}::json) as job(payload json, "runAt" timestamptz, key text)`;
	}
};
