import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { newId } from '#server/ids.ts';
import type { Db } from '#server/ports.ts';
import { contentHash } from './canonical-json.ts';
import type { Claim } from './claim-run.ts';
import { held } from './lease.ts';

/** The answer, its proposed actions and the task's next state in one statement. A demo is done; work waits for a person. */
export async function finishRun(
	deps: { db: Db },
	claim: Claim,
	answer: ModelAnswer,
	writtenBy: string
): Promise<void> {
	const actions = answer.proposedActions.map((action, position) => ({
		id: newId(),
		position,
		kind: action.kind,
		why: action.why,
		payload: action.payload,
		payload_hash: contentHash(action.payload)
	}));
	held(
		await deps.db.$executeRaw`
			with locked as materialized (
				select workspace_id, id from tasks
				where workspace_id = ${claim.workspaceId}::uuid and id = ${claim.taskId}::uuid for update
			), run as (
				update runs r set status = 'succeeded', result = ${JSON.stringify(answer)}::jsonb,
					written_by = ${writtenBy}, finished_at = now()
				from locked
				where r.workspace_id = locked.workspace_id and r.id = ${claim.runId}::uuid
					and r.lease_epoch = ${claim.epoch} and r.status = 'running'
				returning r.workspace_id, r.id, r.task_id
			), task as (
				update tasks t set status = case when t.type = 'demo' then 'completed' else 'needs_review' end,
					error_code = null, error_message = null, updated_at = now()
				from run where t.workspace_id = run.workspace_id and t.id = run.task_id
				returning t.workspace_id, t.id, t.agent_id, t.type
			), proposed as (
				insert into actions (id, workspace_id, task_id, run_id, position, kind, why, payload, payload_hash)
				select a.id, run.workspace_id, run.task_id, run.id, a.position, a.kind, a.why, a.payload, a.payload_hash
				from run, jsonb_to_recordset(${JSON.stringify(actions)}::jsonb)
					as a(id uuid, position int, kind text, why text, payload jsonb, payload_hash text)
			)
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select workspace_id, case when type = 'demo' then 'task.completed' else 'task.ready' end, id, agent_id,
				jsonb_build_object('actions', ${actions.length}::int)
			from task`
	);
}
