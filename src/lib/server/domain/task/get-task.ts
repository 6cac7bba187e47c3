import { Avatar } from '#lib/schemas/agent.ts';
import { Decision, TaskStatus, TaskType, type TaskDetail } from '#lib/schemas/task.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports.ts';
import { actionView, surroundingsOf, withAttempts } from '../action/action-view.ts';
import type { Actor } from '../actor.ts';
import { telling } from './already-decided.ts';
import { readTask, type TaskRow } from './read-task.ts';
import { resultView } from './result-view.ts';
import { runView } from './run-view.ts';
import { taskTimeline } from './task-timeline.ts';

/** One task with its result, its proposed actions, its runs and its timeline. Throws `not_found`. */
export async function getTask(deps: { db: Db }, actor: Actor, id: string): Promise<TaskDetail> {
	const task = await readTask(deps.db, actor.workspaceId, id);
	if (!task) throw notFound('task');
	const { timeline, names } = await taskTimeline(deps.db, actor.workspaceId, id);
	const shown = task.runs.findLast((run) => run.status === 'succeeded');
	const runs = task.runs.map(runView);
	const actions = shown ? await readActions(deps.db, shown) : [];
	const around = await surroundingsOf(deps.db, actor.workspaceId, actions);
	return {
		id: task.id,
		title: task.title,
		type: TaskType.parse(task.type),
		status: TaskStatus.parse(task.status),
		agent: { id: task.agent.id, name: task.agent.name, avatar: Avatar.parse(task.agent.avatar) },
		createdAt: task.createdAt.toISOString(),
		updatedAt: task.updatedAt.toISOString(),
		instructions: task.instructions,
		material: task.material,
		createdBy: (task.createdById && names.get(task.createdById)) || 'AgentForce',
		error: task.errorCode ? { code: task.errorCode, message: task.errorMessage ?? '' } : null,
		runId: shown?.id ?? null,
		result: shown ? resultView(shown) : null,
		actions: actions.map((action) => actionView(action, around)),
		decision: decisionView(task, names),
		runs,
		timeline,
		costMicros: runs.flatMap(({ modelCalls }) => modelCalls).reduce((sum, call) => sum + call.costMicros, 0)
	};
}

/** Those of the run that is shown: the ones before it may have proposed as many again. */
function readActions(db: Db, { id, workspaceId, taskId }: TaskRow['runs'][number]) {
	return db.action.findMany({
		where: { workspaceId, taskId, runId: id },
		orderBy: { position: 'asc' },
		include: withAttempts
	});
}

/** The decision on the whole; else the last one on an action that speaks for what became of the task. */
function decisionView(task: TaskRow, names: Map<string, string>): TaskDetail['decision'] {
	const ofAction = telling[task.status as TaskStatus];
	const last = task.reviews.find(({ actionId, decision }) => actionId === null || decision === ofAction);
	if (!last) return null;
	return {
		decision: Decision.parse(last.decision),
		by: names.get(last.reviewerId) ?? 'Someone',
		at: last.createdAt.toISOString(),
		feedback: last.feedback
	};
}
