import type { CreateTask } from '#lib/schemas/task.ts';
import { newId } from '#server/ids.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, type Actor } from '../access/actor.ts';
import type { Timings } from '../ledger/lease.ts';
import { demoDone } from './demo-done.ts';
import { oncePerKey } from './once-per-key.ts';
import { takeOnTask } from './take-on-task.ts';

type Deps = { db: Db; jobs: Jobs; timings: Pick<Timings, 'demoSeconds'> };

/**
 * Takes a task on and answers its id: it is queued in the same transaction as its row. With a demo this waits for
 * the worker to be done with it, but not for ever: then it goes on without anybody waiting. Throws `not_found`,
 * `agent_unavailable`, `limit_tasks`, `idempotency_conflict`, `invalid_input` for a key that is empty or too long.
 */
export async function createTask(
	deps: Deps,
	actor: Actor,
	input: CreateTask,
	idempotencyKey: string | null
): Promise<string> {
	authorise(actor, 'give tasks');
	const taskId = newId();
	const take = (tx: Tx) => takeOnTask(deps.jobs, tx, actor, input, { taskId });
	const earlierTaskId = await once(deps.db, actor, idempotencyKey, input, taskId, take);
	await onDisk(deps.db);
	const id = earlierTaskId ?? taskId;
	if (input.type === 'demo') await demoDone(deps, actor.workspaceId, id);
	return id;
}

/** Without a key it is one statement, and so its own transaction. Answers the task that an earlier request made. */
async function once(
	db: Db,
	actor: Actor,
	key: string | null,
	input: CreateTask,
	taskId: string,
	take: (tx: Tx) => Promise<void>
): Promise<string | null> {
	if (key === null) {
		await take(db);
		return null;
	}
	return db.$transaction(async (tx) => {
		const { earlierTaskId } = await oncePerKey(tx, actor, key, input, taskId);
		if (earlierTaskId === null) await take(tx);
		return earlierTaskId;
	});
}

/**
 * Waits until all that was committed before is on disk. A commit that notifies holds a lock of the whole server, so
 * with the disk inside it everybody queues; waiting afterwards, many share one write. The message is read by nobody.
 */
async function onDisk(db: Db): Promise<void> {
	await db.$executeRaw`select pg_logical_emit_message(true, 'agentforce', '')`;
}
