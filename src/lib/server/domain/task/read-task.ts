import type { TaskDetail } from '#lib/schemas/task.ts';
import { htmlVersion } from '#server/markdown.ts';
import type { Db } from '#server/ports/db.ts';

type Failure = { errorCode: string | null; errorMessage: string | null };

export type StepRow = Failure & {
	key: string;
	kind: string;
	status: string;
	attempt: number;
	startedAt: string;
	finishedAt: string | null;
};

export type ModelCallRow = Failure & {
	model: string;
	status: string;
	inputTokens: number | null;
	outputTokens: number | null;
	costMicros: number;
	priceKnown: boolean;
	sentAt: string;
	answeredAt: string | null;
};

export type RunRow = Failure & {
	id: string;
	number: number;
	cause: string;
	feedback: string | null;
	status: string;
	attempt: number;
	deaths: number;
	waitReason: string | null;
	writtenBy: string | null;
	runAfter: string;
	startedAt: string | null;
	finishedAt: string | null;
	steps: StepRow[];
	modelCalls: ModelCallRow[];
};

export type ReviewRow = {
	actionId: string | null;
	decision: string;
	feedback: string | null;
	createdAt: string;
	reviewer: string | null;
};

export type TaskRow = Failure & {
	id: string;
	title: string;
	type: string;
	status: string;
	instructions: string;
	material: string;
	recipients: string[];
	createdAt: string;
	updatedAt: string;
	createdBy: string | null;
	agent: { id: string; name: string; avatar: string };
	workflow: TaskDetail['workflow'];
	dryRun: boolean;
	shadow: boolean;
	supersededBy: string | null;
	reviews: ReviewRow[];
	runs: RunRow[];
	/** What the last run that succeeded has written. */
	result: unknown;
	/** A person's own words in place of its deliverable. */
	ownDeliverable: string | null;
	/** The same as HTML; null when it is not there yet, by the rules of today. */
	html: string | null;
};

/**
 * The task with its runs and reviews and the names of members, in one statement, or null when it is not this
 * workspace's. It comes as one text of JSON: fifty values of their own cost more to hand over than to read.
 */
export async function readTask(db: Db, workspaceId: string, id: string): Promise<TaskRow | null> {
	const [row] = await db.$queryRaw<{ task: string }[]>`
		select row_to_json(task)::text as task from (
			select t.id, t.title, t.type, t.status, t.instructions, t.material, t.recipients, t.created_at as "createdAt",
				t.updated_at as "updatedAt", t.dry_run as "dryRun", t.shadow, t.superseded_by_id as "supersededBy",
				(select json_build_object('id', w.id, 'name', w.name, 'outcome', f.outcome, 'reason', coalesce(f.reason, ''))
					from workflows w
					left join fires f on f.workspace_id = t.workspace_id and f.id = t.fire_id
					where w.workspace_id = t.workspace_id and w.id = t.workflow_id) as workflow,
				t.error_code as "errorCode", t.error_message as "errorMessage",
				json_build_object('id', a.id, 'name', a.name, 'avatar', a.avatar) as agent,
				(select u.name from memberships m join users u on u.id = m.user_id
					where m.workspace_id = t.workspace_id and m.user_id = t.created_by_id) as "createdBy",
				(select r.result from runs r where r.workspace_id = t.workspace_id and r.task_id = t.id
					and r.status = 'succeeded' order by r.number desc limit 1) as result,
				(select r.own_deliverable from runs r where r.workspace_id = t.workspace_id and r.task_id = t.id
					and r.status = 'succeeded' order by r.number desc limit 1) as "ownDeliverable",
				(select case when r.html_version = ${htmlVersion} then r.deliverable_html end from runs r
					where r.workspace_id = t.workspace_id and r.task_id = t.id and r.status = 'succeeded'
					order by r.number desc limit 1) as html,
				(select coalesce(json_agg(review order by review."createdAt" desc), '[]') from (
					select v.action_id as "actionId", v.decision, v.feedback, v.created_at as "createdAt",
						(select u.name from memberships m join users u on u.id = m.user_id
							where m.workspace_id = v.workspace_id and m.user_id = v.reviewer_id) as reviewer
					from reviews v where v.workspace_id = t.workspace_id and v.task_id = t.id and v.undone_at is null
				) review) as reviews,
				(select coalesce(json_agg(run order by run.number), '[]') from (
					select r.id, r.number, r.cause, r.feedback, r.status, r.attempt, r.deaths, r.wait_reason as "waitReason",
						r.written_by as "writtenBy", r.run_after as "runAfter", r.started_at as "startedAt",
						r.finished_at as "finishedAt", r.error_code as "errorCode", r.error_message as "errorMessage",
						(select coalesce(json_agg(step order by step.id), '[]') from (
							select s.id, s.key, s.kind, s.status, s.attempt, s.started_at as "startedAt",
								s.finished_at as "finishedAt", s.error_code as "errorCode", s.error_message as "errorMessage"
							from steps s where s.workspace_id = r.workspace_id and s.run_id = r.id
						) step) as steps,
						(select coalesce(json_agg(call order by call.id), '[]') from (
							select c.id, c.model, c.status, c.input_tokens as "inputTokens", c.output_tokens as "outputTokens",
								c.cost_micros as "costMicros", c.price_known as "priceKnown", c.error_code as "errorCode",
								c.error_message as "errorMessage", c.sent_at as "sentAt", c.answered_at as "answeredAt"
							from model_calls c where c.workspace_id = r.workspace_id and c.run_id = r.id
						) call) as "modelCalls"
					from runs r where r.workspace_id = t.workspace_id and r.task_id = t.id
				) run) as runs
			from tasks t join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
			where t.workspace_id = ${workspaceId}::uuid and t.id = ${id}::uuid
		) task`;
	return row ? (JSON.parse(row.task) as TaskRow) : null;
}
