import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { newId } from '#server/ids.ts';
import type { Db, Jobs } from '#server/ports.ts';
import { targetKey } from '../action/kind.ts';
import { kindOf } from '../action/registry.ts';
import { admitRuns } from './admit-runs.ts';
import { contentHash } from './canonical-json.ts';
import type { Claim } from './claim-run.ts';
import { held } from './lease.ts';

/**
 * The answer, its proposed actions and the task's next state in one statement. A demo is done; work waits
 * for a person. The run's place in the queue goes to the next in line. The commit of work does not wait for
 * the disk: the answer is there already, and the job's end, which waits, takes this along.
 */
export async function finishRun(
	deps: { db: Db; jobs: Jobs },
	claim: Claim,
	answer: ModelAnswer,
	writtenBy: string
): Promise<void> {
	const actions = JSON.stringify(actionRows(answer));
	const [finished] = await deps.db.$queryRaw<{ others_wait: boolean }[]>`
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
			insert into actions (id, workspace_id, task_id, run_id, agent_id, position, kind, why, payload, payload_hash,
				title, snippet, targets, expires_at)
			select a.id, task.workspace_id, task.id, run.id, task.agent_id, a.position, a.kind, a.why, a.payload,
				a.payload_hash, a.title, a.snippet, a.targets, now() + interval '7 days'
			from run, task, jsonb_to_recordset(${actions}::jsonb)
				as a(id uuid, position int, kind text, why text, payload jsonb, payload_hash text, title text,
					snippet text, targets text[])
		), event as (
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select workspace_id, case when type = 'demo' then 'task.completed' else 'task.ready' end, id, agent_id,
				jsonb_build_object('actions', ${answer.proposedActions.length}::int)
			from task
		)
		select exists (
			select 1 from runs r
			where r.workspace_id = run.workspace_id and r.status = 'queued' and not r.admitted
		) as others_wait,
			case when ${claim.type} = 'work' then set_config('synchronous_commit', 'off', true) end
		from run`;
	held(finished ? 1 : 0);
	if (finished?.others_wait) await deps.db.$transaction((tx) => admitRuns(deps.jobs, tx, claim.workspaceId));
}

function actionRows(answer: ModelAnswer) {
	return answer.proposedActions.map(({ kind, why, payload }, position) => ({
		id: newId(),
		title: kindOf(kind).summary(payload, []).title,
		snippet: kindOf(kind).summary(payload, []).snippet,
		targets: kindOf(kind).targets(payload, []).map(targetKey),
		position,
		kind,
		why,
		payload,
		payload_hash: contentHash(payload)
	}));
}
