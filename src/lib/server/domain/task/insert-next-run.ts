import { newId } from '#server/ids.ts';
import type { Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

/** The next run of a task; answers its id. */
export async function insertNextRun(
	tx: Tx,
	actor: Actor,
	taskId: string,
	cause: 'sent_back' | 'retried',
	feedback: string | null
): Promise<string> {
	const runId = newId();
	await tx.$executeRaw`
		insert into runs (id, workspace_id, task_id, number, cause, feedback)
		select ${runId}::uuid, workspace_id, task_id, max(number) + 1, ${cause}, ${feedback}
		from runs where workspace_id = ${actor.workspaceId}::uuid and task_id = ${taskId}::uuid
		group by workspace_id, task_id`;
	return runId;
}
