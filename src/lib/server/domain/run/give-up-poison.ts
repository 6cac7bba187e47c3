import type { Db } from '#server/ports/db.ts';
import { deathOfClaim, holderLives } from '../ledger/holder.ts';
import type { Timings } from '../ledger/lease.ts';
import { failTasksOfRun } from './run-sql.ts';

/** How often a run may take its process down before it is put aside. */
export const deathsAllowed = 3;

/**
 * Ends runs whose process died under them three times (the death that nobody has claimed yet included), and
 * demos whose request died: nobody else may do those. Answers how many.
 */
export async function giveUpPoison({ db, timings }: { db: Db; timings: Timings }): Promise<number> {
	return db.$executeRaw`
		with dead as materialized (
			select r.workspace_id, r.id, r.lease_epoch, t.id as task_id, t.type
			from runs r join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
			where r.status = 'running' and (t.type = 'demo' or r.deaths + ${deathOfClaim('r')} >= ${deathsAllowed})
				and not ${holderLives('r', timings)}
			for update of t
		), run as (
			update runs r set status = 'failed', lease_epoch = r.lease_epoch + 1, deaths = r.deaths + ${deathOfClaim('r')}, finished_at = now(),
				error_code = case when dead.type = 'demo' then 'interrupted' else 'quarantined' end,
				error_message = case when dead.type = 'demo'
					then 'The server stopped while this was being written. Please try again.'
					else 'This task stopped its worker three times, so it was put aside. Please change it before trying again.'
				end
			from dead
			where r.workspace_id = dead.workspace_id and r.id = dead.id and r.lease_epoch = dead.lease_epoch
				and r.status = 'running'
			returning r.workspace_id, r.task_id, r.error_code, r.error_message
		), ${failTasksOfRun}`;
}

/**
 * For a process that ends because its line to the database broke: that is no run's doing, so the claims that follow
 * count a try and no death. Answers how many it held.
 */
export async function releaseBlameless(deps: { db: Db; processId: string }): Promise<number> {
	return deps.db.$executeRaw`
		update runs set lease_owner = null
		where lease_owner = ${deps.processId}::uuid and status = 'running'`;
}
