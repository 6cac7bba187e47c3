import { name, sql } from '#server/db/sql.ts';
import type { Sql } from '#server/ports/db.ts';
import type { Timings } from './lease.ts';

/**
 * Who holds what. Whatever is worked on has `lease_epoch`, `lease_owner` and `deaths`; `row` is the alias of its table
 * in the statement. A claim bumps the epoch, every later write names the one that it got.
 */

/** The process that holds the row has shown a sign of life. */
export function holderLives(row: string, { leaseSeconds }: Pick<Timings, 'leaseSeconds'>): Sql {
	return sql`exists (
		select 1 from worker_heartbeats holder where holder.id = ${name(row)}.lease_owner
			and holder.seen_at > now() - make_interval(secs => ${leaseSeconds})
	)`;
}

/** 1 when somebody held the row until now, and died of it for all we know; 0 when it was let go. */
export function deathOfClaim(row: string): Sql {
	return sql`case when ${name(row)}.lease_owner is null then 0 else 1 end`;
}

/** Sets the columns of a claim. */
export function takingLease(row: string, processId: string): Sql {
	const old = name(row);
	return sql`lease_epoch = ${old}.lease_epoch + 1, lease_owner = ${processId}::uuid,
		deaths = ${old}.deaths + ${deathOfClaim(row)}`;
}

/** This very row, and still ours. */
export function stillOurs(row: string, claim: { workspaceId: string; id: string; epoch: number }): Sql {
	const held = name(row);
	return sql`${held}.workspace_id = ${claim.workspaceId}::uuid and ${held}.id = ${claim.id}::uuid
		and ${held}.lease_epoch = ${claim.epoch}`;
}
