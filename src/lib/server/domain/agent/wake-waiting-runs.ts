import type { Jobs, Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { wakeRun } from '../run/wake-run.ts';

/** Gives every queued run of an agent a job again; it waited while the agent was paused. */
export async function wakeWaitingRuns(jobs: Jobs, tx: Tx, actor: Actor, agentId: string): Promise<void> {
	const waiting = await tx.$queryRaw<{ id: string }[]>`
		select r.id from runs r
		join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
		where r.workspace_id = ${actor.workspaceId}::uuid and r.status = 'queued'
			and t.agent_id = ${agentId}::uuid
		order by r.id limit 1000`;
	for (const run of waiting) await wakeRun(jobs, tx, run.id);
}
