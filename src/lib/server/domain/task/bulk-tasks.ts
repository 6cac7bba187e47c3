import type { BulkResult, BulkTasks } from '#lib/schemas/bulk.ts';
import { DomainError } from '#server/errors.ts';
import type { Log } from '#server/ports/log.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { decideTask } from './decide-task.ts';
import { retryTask } from './retry-task.ts';

type Deps = Parameters<typeof decideTask>[0] & Parameters<typeof retryTask>[0] & { log: Log };

const deeds: Record<BulkTasks['what'], (deps: Deps, actor: Actor, id: string) => Promise<void>> = {
	cancel: (deps, actor, id) => decideTask(deps, actor, { id, decision: 'cancel' }),
	retry: retryTask
};

/**
 * The same done to many tasks, each in a transaction of its own: one that is refused says why and holds up no other.
 * Throws `forbidden`.
 */
export async function bulkTasks(deps: Deps, actor: Actor, { what, ids }: BulkTasks): Promise<BulkResult> {
	authorise(actor, 'give tasks');
	const results: BulkResult['results'] = [];
	for (const id of ids) results.push(await doOne(deps, actor, what, id));
	return { results };
}

async function doOne(
	deps: Deps,
	actor: Actor,
	what: BulkTasks['what'],
	id: string
): Promise<BulkResult['results'][number]> {
	try {
		await deeds[what](deps, actor, id);
		return { id, ok: true, error: null };
	} catch (err) {
		if (err instanceof DomainError) return { id, ok: false, error: { code: err.code, message: err.message } };
		// What is done stays done, so the others are told of rather than lost in one error.
		deps.log.error({ err, taskId: id }, 'One of many tasks could not be changed');
		const message = 'This one could not be changed just now. Please try again.';
		return { id, ok: false, error: { code: 'internal', message } };
	}
}
