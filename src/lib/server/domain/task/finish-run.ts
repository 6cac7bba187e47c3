import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { sql } from '#server/db/sql.ts';
import { htmlVersion, renderMarkdown } from '#server/markdown.ts';
import type { Sql, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { approveByRule } from '../action/approve-by-rule.ts';
import { moveTaskOn } from '../action/move-task-on.ts';
import { readProposals, type Proposal } from '../action/propose/read-proposals.ts';
import type { ConnectDeps } from '../connection/connect.ts';
import { admitRuns } from '../run/admit-runs.ts';
import type { Claim } from '../run/claim-run.ts';
import type { Draft, EndRun } from '../run/draft.ts';
import { lockedTask, othersWait, runIsOurs } from '../run/run-sql.ts';
import type { WorkflowHooks } from './workflow-hooks.ts';
import { held, type Timings } from '../ledger/lease.ts';

type Deps = ConnectDeps & {
	jobs: Jobs;
	timings: Pick<Timings, 'holdSeconds'>;
	workflowHooks: WorkflowHooks;
};
type Finished = {
	answer: ModelAnswer;
	writtenBy: string;
	proposals: Proposal[];
	/** What becomes of the task; a dry run and a workflow with nothing to do wait for nobody. */
	status: 'needs_review' | 'completed';
	covers: string[];
};

/**
 * The answer, its proposed actions and the task's next state in one statement. A demo is done; work waits
 * for a person, except for what the agent may do without asking: that is approved in the same transaction. The
 * run's slot in the queue goes to the next in line. The commit of work does not wait for the disk: the answer
 * is there already, and the job's end, which waits, takes this along.
 */
export async function finishRun(
	deps: Deps,
	claim: Claim,
	answer: ModelAnswer,
	writtenBy: string,
	about: { drafts: number; covers: string[] } = { drafts: 1, covers: [] }
): Promise<void> {
	const read = await readProposals(deps, claim, answer.proposedActions);
	// In shadow nothing can leave, and a dry run only shows.
	const proposals = claim.dryRun || claim.shadow ? [] : read;
	const nothing = claim.workflowId !== null && about.drafts === 0 && answer.proposedActions.length === 0;
	const status = claim.dryRun || nothing ? ('completed' as const) : statusAfter(claim);
	const covers = [...about.covers, ...proposals.flatMap(({ targets }) => targets)];
	const finished = { answer, writtenBy, proposals, status, covers };
	const automatic = proposals.filter((proposal) => proposal.automatic).map(({ id }) => id);
	const waiting =
		automatic.length === 0 && claim.workflowId === null
			? await write(deps.db, claim, finished)
			: await deps.db.$transaction(async (tx) => {
					const others = await write(tx, claim, finished);
					if (automatic.length > 0) await approveByRule(deps, tx, claim.workspaceId, automatic);
					if (automatic.length > 0) await moveTaskOn(tx, claim.workspaceId, claim.taskId);
					if (claim.workflowId !== null) await deps.workflowHooks.runFinished(tx, claim, { nothing, covers });
					return others;
				});
	await fillSlots(deps, claim, waiting);
}

/**
 * The end of a run that keeps this draft, where nothing has to be read or decided for it: the caller's statement has it.
 * Null for a draft that proposes something.
 */
export function endWithDraft(deps: Deps, claim: Claim, { answer, writtenBy }: Draft): EndRun | null {
	if (answer.proposedActions.length > 0 || claim.workflowId !== null) return null;
	const finished = { answer, writtenBy, proposals: [], status: statusAfter(claim), covers: [] };
	return {
		parts: ending(claim, finished, sql`exists (select 1 from step)`),
		ended: (othersWait) => fillSlots(deps, claim, othersWait)
	};
}

function statusAfter({ type }: Claim): Finished['status'] {
	return type === 'demo' ? 'completed' : 'needs_review';
}

async function fillSlots(deps: Deps, { workspaceId }: Claim, othersWait: boolean): Promise<void> {
	if (othersWait) await deps.db.$transaction((tx) => admitRuns(deps.jobs, tx, workspaceId));
}

/** Answers whether other runs of the workspace stand in line for a slot. */
async function write(tx: Tx, claim: Claim, finished: Finished): Promise<boolean> {
	const [row] = await tx.$queryRaw<{ waiting: boolean }[]>`
		with ${ending(claim, finished, sql`true`)}
		select ${othersWait(claim.workspaceId)} as waiting,
			case when ${claim.type} = 'work' then set_config('synchronous_commit', 'off', true) end
		from run`;
	held(row ? 1 : 0);
	return row?.waiting ?? false;
}

function ending(
	claim: Claim,
	{ answer, writtenBy, proposals, status, covers }: Finished,
	condition: Sql
): Sql {
	const told = {
		actions: proposals.length,
		byRule: proposals.length > 0 && proposals.every(({ automatic }) => automatic)
	};
	return sql`
		${lockedTask(claim)}, run as (
			update runs r set status = 'succeeded', result = ${JSON.stringify(answer)}::jsonb,
				deliverable_html = ${renderMarkdown(answer.deliverable)}, html_version = ${htmlVersion},
				written_by = ${writtenBy}, finished_at = now(), covers = ${covers}
			from locked
			where ${runIsOurs(claim)} and ${condition}
			returning r.workspace_id, r.id, r.task_id
		), task as (
			update tasks t set status = ${status},
				error_code = null, error_message = null, updated_at = now()
			from run where t.workspace_id = run.workspace_id and t.id = run.task_id
			returning t.workspace_id, t.id, t.agent_id, t.status
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
			select workspace_id, case when status = 'completed' then 'task.completed' else 'task.ready' end, id, agent_id,
				${JSON.stringify(told)}::jsonb
			from task
		)`;
}
