import { DomainError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';

/** A task shows all of its versions, so there is an end to them. */
const mostRuns = 100;

/**
 * The next run of a task, with the same plan; answers its id. Drafts that were counted against the month are not counted
 * again, and one that is tried again goes on where it failed. Throws `illegal_transition` past 100.
 */
export async function insertNextRun(
	tx: Tx,
	{ workspaceId }: Actor,
	taskId: string,
	cause: 'sent_back' | 'retried',
	feedback: string | null
): Promise<string> {
	const runId = newId();
	const [before] = await tx.$queryRaw<{ id: string }[]>`
		with last as materialized (
			select * from runs where workspace_id = ${workspaceId}::uuid and task_id = ${taskId}::uuid
			order by number desc limit 1
		), next as (
			insert into runs (id, workspace_id, task_id, number, cause, feedback, plan, counted)
			select ${runId}::uuid, workspace_id, task_id, number + 1, ${cause}, ${feedback}, plan, counted
			from last where number < ${mostRuns}
			returning id
		)
		select last.id from last, next`;
	if (!before) throw tooManyRuns();
	if (cause === 'retried') await carrySteps(tx, { workspaceId, from: before.id, to: runId });
	return runId;
}

/**
 * What was answered before another step failed was paid for, and what was read for it belongs to it. Where no answer was,
 * all is read anew; where no step failed, it was the whole that could not be used.
 */
async function carrySteps(tx: Tx, run: { workspaceId: string; from: string; to: string }): Promise<void> {
	const steps = await tx.step.findMany({
		where: { workspaceId: run.workspaceId, runId: run.from },
		select: { id: true, kind: true, status: true },
		orderBy: { id: 'asc' }
	});
	const done = steps.filter(({ status }) => status === 'succeeded');
	if (done.length === steps.length || !done.some(({ kind }) => kind === 'draft')) return;
	const [before, after] = [done.map(({ id }) => id), done.map(() => newId())];
	await tx.$executeRaw`
		insert into steps (id, workspace_id, run_id, key, kind, status, attempt, lease_epoch, result, started_at, finished_at)
		select carried.id, s.workspace_id, ${run.to}::uuid, s.key, s.kind, s.status, s.attempt, 0, s.result, s.started_at,
			s.finished_at
		from unnest(${before}::uuid[], ${after}::uuid[]) as carried(before, id)
		join steps s on s.workspace_id = ${run.workspaceId}::uuid and s.id = carried.before`;
}

function tooManyRuns(): DomainError {
	const message = `This task was done ${mostRuns} times already. Please give it as a new one.`;
	return new DomainError('illegal_transition', message);
}
