import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Db, Jobs, Tx } from '#server/ports.ts';
import { approveByRule } from '../action/approve-by-rule.ts';
import { moveTaskOn } from '../action/move-task-on.ts';
import { readProposals, type Proposal } from '../action/propose/read-proposals.ts';
import { admitRuns } from './admit-runs.ts';
import type { Claim } from './claim-run.ts';
import { held, type Timings } from './lease.ts';

type Deps = { db: Db; jobs: Jobs; timings: Pick<Timings, 'holdSeconds'> };
type Finished = { answer: ModelAnswer; writtenBy: string; proposals: Proposal[] };

/**
 * The answer, its proposed actions and the task's next state in one statement. A demo is done; work waits
 * for a person, except for what the agent may do without asking: that is approved in the same transaction. The
 * run's place in the queue goes to the next in line. The commit of work does not wait for the disk: the answer
 * is there already, and the job's end, which waits, takes this along.
 */
export async function finishRun(
	deps: Deps,
	claim: Claim,
	answer: ModelAnswer,
	writtenBy: string
): Promise<void> {
	const proposals = await readProposals(deps.db, claim, answer.proposedActions);
	const finished = { answer, writtenBy, proposals };
	const automatic = proposals.filter((proposal) => proposal.automatic).map(({ id }) => id);
	const othersWait =
		automatic.length === 0
			? await write(deps.db, claim, finished)
			: await deps.db.$transaction(async (tx) => {
					const waiting = await write(tx, claim, finished);
					await approveByRule(deps, tx, claim.workspaceId, automatic);
					await moveTaskOn(tx, claim.workspaceId, claim.taskId);
					return waiting;
				});
	if (othersWait) await deps.db.$transaction((tx) => admitRuns(deps.jobs, tx, claim.workspaceId));
}

/** Answers whether other runs of the workspace stand in line for a place. */
async function write(tx: Tx, claim: Claim, { answer, writtenBy, proposals }: Finished): Promise<boolean> {
	const told = {
		actions: proposals.length,
		byRule: proposals.length > 0 && proposals.every(({ automatic }) => automatic)
	};
	const [finished] = await tx.$queryRaw<{ others_wait: boolean }[]>`
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
				title, snippet, targets, flags, expires_at)
			select a.id, task.workspace_id, task.id, run.id, task.agent_id, a.position, a.kind, a.why, a.payload,
				a.payload_hash, a.title, a.snippet, a.targets, a.flags, now() + interval '7 days'
			from run, task, jsonb_to_recordset(${JSON.stringify(proposals)}::jsonb)
				as a(id uuid, position int, kind text, why text, payload jsonb, payload_hash text, title text,
					snippet text, targets text[], flags jsonb)
		), event as (
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select workspace_id, case when type = 'demo' then 'task.completed' else 'task.ready' end, id, agent_id,
				${JSON.stringify(told)}::jsonb
			from task
		)
		select exists (
			select 1 from runs r
			where r.workspace_id = run.workspace_id and r.status = 'queued' and not r.admitted
		) as others_wait,
			case when ${claim.type} = 'work' then set_config('synchronous_commit', 'off', true) end
		from run`;
	held(finished ? 1 : 0);
	return finished?.others_wait ?? false;
}
