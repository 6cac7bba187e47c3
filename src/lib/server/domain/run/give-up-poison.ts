import type { Db } from '#server/ports.ts';
import type { Timings } from './lease.ts';

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
			where r.status = 'running' and (t.type = 'demo' or r.deaths + 1 >= ${deathsAllowed})
				and not exists (
					select 1 from worker_heartbeats h
					where h.id = r.lease_owner and h.seen_at > now() - make_interval(secs => ${timings.leaseSeconds})
				)
			for update of t
		), run as (
			update runs r set status = 'failed', lease_epoch = r.lease_epoch + 1, deaths = r.deaths + 1, finished_at = now(),
				error_code = case when dead.type = 'demo' then 'interrupted' else 'quarantined' end,
				error_message = case when dead.type = 'demo'
					then 'The server stopped while this was being written. Please try again.'
					else 'This task stopped its worker three times, so it was put aside. Please change it before trying again.'
				end
			from dead
			where r.workspace_id = dead.workspace_id and r.id = dead.id and r.lease_epoch = dead.lease_epoch
				and r.status = 'running'
			returning r.workspace_id, r.task_id, r.error_code, r.error_message
		), task as (
			update tasks t set status = 'failed', updated_at = now(),
				error_code = run.error_code, error_message = run.error_message
			from run where t.workspace_id = run.workspace_id and t.id = run.task_id
			returning t.workspace_id, t.id, t.agent_id, t.error_code, t.error_message
		)
		insert into events (workspace_id, kind, task_id, agent_id, data)
		select workspace_id, 'task.failed', id, agent_id, jsonb_build_object('code', error_code, 'message', error_message)
		from task`;
}
