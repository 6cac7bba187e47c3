import type { PausedWork } from '#lib/schemas/workspace.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';

/**
 * The panic button: from now on no step of any agent begins. A model call that is already under way ends and
 * its answer is kept, but nothing follows it. Answers what was running.
 */
export async function pauseWorkspace(deps: { db: Db }, actor: Actor): Promise<PausedWork> {
	authorise(actor, 'manage workspace');
	const { workspaceId } = actor;
	return deps.db.$transaction(async (tx) => {
		await tx.$executeRaw`update workspaces set paused_at = coalesce(paused_at, now()) where id = ${workspaceId}::uuid`;
		await tx.$executeRaw`
			update runs set admitted = false
			where workspace_id = ${workspaceId}::uuid and status = 'queued' and admitted`;
		await recordEvent(tx, { workspaceId, kind: 'workspace.paused', by: actor.by });
		const running = await tx.task.findMany({
			where: { workspaceId, status: 'in_progress' },
			orderBy: { id: 'asc' },
			take: 100,
			select: { id: true, title: true, agent: { select: { name: true } } }
		});
		return { running: running.map(({ id, title, agent }) => ({ id, title, agentName: agent.name })) };
	});
}

/** Everything goes on where it stopped. */
export async function resumeWorkspace(deps: { db: Db; jobs: Jobs }, actor: Actor): Promise<void> {
	authorise(actor, 'manage workspace');
	const { workspaceId } = actor;
	await deps.db.$transaction(async (tx) => {
		await tx.$executeRaw`update workspaces set paused_at = null where id = ${workspaceId}::uuid`;
		await admitRuns(deps.jobs, tx, workspaceId);
		await recordEvent(tx, { workspaceId, kind: 'workspace.resumed', by: actor.by });
	});
}
