import type { Action } from '#lib/schemas/action.ts';
import { Avatar } from '#lib/schemas/agent.ts';
import { Decision, TaskStatus, TaskType, type TaskDetail, type TimelineEntry } from '#lib/schemas/task.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { readBook } from '../address-book/read-book.ts';
import { kinds } from '../action/registry.ts';
import { actionView, surroundingsOf, withAttempts } from '../action/action-view.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { telling } from './already-decided.ts';
import { readTask, type TaskRow } from './read-task.ts';
import { resultView } from './result-view.ts';
import { isoTime, runView } from './run-view.ts';
import { describeEvent, type EventRow } from '../event/describe-event.ts';

/** One task with its result, its proposed actions, its runs and its timeline. Throws `not_found`. */
export async function getTask(deps: { db: Db }, actor: Actor, id: string): Promise<TaskDetail> {
	authorise(actor, 'view');
	const { db } = deps;
	const [task, timeline] = await Promise.all([
		readTask(db, actor.workspaceId, id),
		taskTimeline(db, actor.workspaceId, id)
	]);
	if (!task) throw notFound('task');
	const shown = task.runs.findLast((run) => run.status === 'succeeded');
	const actions = shown ? await readActions(db, actor.workspaceId, id, shown.id) : [];
	const runs = task.runs.map(runView);
	return {
		id: task.id,
		title: task.title,
		type: TaskType.parse(task.type),
		status: TaskStatus.parse(task.status),
		agent: { id: task.agent.id, name: task.agent.name, avatar: Avatar.parse(task.agent.avatar) },
		createdAt: isoTime(task.createdAt),
		updatedAt: isoTime(task.updatedAt),
		instructions: task.instructions,
		material: task.material,
		recipients: task.recipients,
		createdBy: task.createdBy ?? 'AgentForce',
		workflow: task.workflow,
		dryRun: task.dryRun,
		shadow: task.shadow,
		supersededBy: task.supersededBy,
		wouldPropose: task.dryRun || task.shadow ? await wouldPropose(db, actor.workspaceId, task.result) : [],
		error: task.errorCode ? { code: task.errorCode, message: task.errorMessage ?? '' } : null,
		runId: shown?.id ?? null,
		result: shown
			? await resultView(db, {
					...shown,
					workspaceId: actor.workspaceId,
					result: task.result,
					ownDeliverable: task.ownDeliverable,
					html: task.html
				})
			: null,
		actions,
		decision: decisionView(task),
		runs,
		timeline,
		costMicros: runs.flatMap(({ modelCalls }) => modelCalls).reduce((sum, call) => sum + call.costMicros, 0)
	};
}

/** Those of the run that is shown: the ones before it may have proposed as many again. */
async function readActions(db: Db, workspaceId: string, taskId: string, runId: string): Promise<Action[]> {
	const rows = await db.action.findMany({
		where: { workspaceId, taskId, runId },
		orderBy: { position: 'asc' },
		include: withAttempts
	});
	if (rows.length === 0) return [];
	const around = await surroundingsOf(db, workspaceId, rows);
	return rows.map((row) => actionView(row, around));
}

/** What was kept out of the inbox, each as it would have stood there. */
async function wouldPropose(
	db: Db,
	workspaceId: string,
	result: unknown
): Promise<TaskDetail['wouldPropose']> {
	const answer = ModelAnswer.safeParse(result);
	const book = await readBook(db, workspaceId);
	return (answer.data?.proposedActions ?? []).flatMap(({ kind: name, payload, why }) => {
		const kind = kinds.get(name);
		const read = kind?.payload.safeParse(payload);
		if (!kind || !read?.success) return [];
		const { title, snippet } = kind.summary(read.data, book);
		return [{ kind: name, title, snippet, why }];
	});
}

/** The decision on the whole; else the last one on an action that speaks for what became of the task. */
function decisionView(task: TaskRow): TaskDetail['decision'] {
	const ofAction = telling[task.status as TaskStatus];
	const last = task.reviews.find(({ actionId, decision }) => actionId === null || decision === ofAction);
	if (!last) return null;
	return {
		decision: Decision.parse(last.decision),
		by: last.reviewer ?? 'Someone',
		at: isoTime(last.createdAt),
		feedback: last.feedback
	};
}

/** A task's last 500 events, oldest first. */
export async function taskTimeline(db: Db, workspaceId: string, taskId: string): Promise<TimelineEntry[]> {
	const rows = await db.$queryRaw<EventRow[]>`
		select e.id, e.kind, e.data, e.created_at, e.actor_id, u.name as actor_name, e.api_key_id is not null as by_program, a.name as agent_name
		from events e
		left join users u on u.id = e.actor_id
		left join agents a on a.workspace_id = e.workspace_id and a.id = e.agent_id
		where e.workspace_id = ${workspaceId}::uuid and e.task_id = ${taskId}::uuid
		order by e.id desc limit 500`;
	return rows.reverse().map(describeEvent);
}
