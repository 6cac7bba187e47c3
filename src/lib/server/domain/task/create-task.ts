import type { CreateTask } from '#lib/schemas/task.ts';
import { newId } from '#server/ids.ts';
import { authorise, type Actor } from '../actor.ts';
import type { Claim } from '../run/claim-run.ts';
import { executeRun, type RunDeps } from '../run/execute-run.ts';
import { admitTask } from './admit-task.ts';
import { insertDemoTask } from './insert-demo-task.ts';
import { insertWorkTask } from './insert-work-task.ts';
import { onDisk } from './on-disk.ts';
import { oncePerKey } from './once-per-key.ts';

/**
 * Takes a task on and answers its id: `work` is queued in the same transaction as its row, `demo` is done
 * before this returns. Throws `not_found`, `agent_unavailable`, `limit_tasks`, `idempotency_conflict`,
 * `invalid_input` for a key that is empty or too long.
 */
export async function createTask(
	deps: RunDeps,
	actor: Actor,
	input: CreateTask,
	idempotencyKey: string | null
): Promise<string> {
	authorise(actor, 'give tasks');
	const taskId = newId();
	const accepted = await deps.db.$transaction(async (tx): Promise<{ id: string; demo: Claim | null }> => {
		if (idempotencyKey !== null) {
			const { earlierTaskId } = await oncePerKey(tx, actor, idempotencyKey, input, taskId);
			if (earlierTaskId) return { id: earlierTaskId, demo: null };
		}
		await admitTask(tx, actor, input);
		if (input.type === 'demo') {
			return { id: taskId, demo: await insertDemoTask(tx, actor, input, deps.processId, taskId) };
		}
		return { id: await insertWorkTask(deps.jobs, tx, actor, input, taskId), demo: null };
	});
	if (accepted.demo) await executeRun(deps, accepted.demo);
	else await onDisk(deps.db);
	return accepted.id;
}
