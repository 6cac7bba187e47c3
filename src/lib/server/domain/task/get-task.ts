import { Avatar } from '#lib/schemas/agent.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { Decision, TaskStatus, TaskType, type TaskDetail } from '#lib/schemas/task.ts';
import { notFound } from '#server/errors.ts';
import { renderMarkdown } from '#server/markdown.ts';
import type { Db } from '#server/ports.ts';
import { actionView, surroundingsOf } from '../action/action-view.ts';
import type { Actor } from '../actor.ts';
import { telling } from './already-decided.ts';
import { readTask, type TaskRow } from './read-task.ts';
import { runView } from './run-view.ts';
import { taskTimeline } from './task-timeline.ts';

/** One task with its result, its proposed actions, its runs and its timeline. Throws `not_found`. */
export async function getTask(deps: { db: Db }, actor: Actor, id: string): Promise<TaskDetail> {
	const task = await readTask(deps.db, actor.workspaceId, id);
	if (!task) throw notFound('task');
	const { timeline, names } = await taskTimeline(deps.db, actor.workspaceId, id);
	const shown = task.runs.findLast((run) => run.status === 'succeeded');
	const runs = task.runs.map(runView);
	const actions = task.actions.filter(({ runId }) => runId === shown?.id);
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

function resultView(run: TaskRow['runs'][number]): TaskDetail['result'] {
	const { summary, deliverable, assumptions, questions } = ModelAnswer.parse(run.result);
	const deliverableHtml = renderMarkdown(deliverable);
	return {
		summary,
		deliverable,
		deliverableHtml,
		assumptions,
		questions,
		writtenBy: run.writtenBy ?? 'offline'
	};
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
