import type { Db, Tx } from '#server/ports/db.ts';
import { recordEvent } from '../event/record-event.ts';
import { waitingDrafts } from './workflow-row.ts';

type Waits = {
	name: string;
	agent_id: string;
	waiting: number;
	waiting_bound: number;
	next_fire_at: Date | null;
};

/** Pauses a workflow with more unreviewed drafts than its owner wants; its due times go on being looked at, and say why. */
export async function pauseForWaiting(tx: Tx, workspaceId: string, workflowId: string): Promise<void> {
	const [row] = await tx.$queryRaw<Waits[]>`
		select w.name, w.agent_id, w.waiting_bound, ${waitingDrafts} as waiting from workflows w
		where w.workspace_id = ${workspaceId}::uuid and w.id = ${workflowId}::uuid and w.enabled and w.pause_code is null
		for no key update`;
	if (!row || row.waiting <= row.waiting_bound) return;
	const message = waitingReason(row.waiting_bound);
	await tx.$executeRaw`
		update workflows set pause_code = 'waiting', pause_reason = ${message}, updated_at = now()
		where workspace_id = ${workspaceId}::uuid and id = ${workflowId}::uuid`;
	const { name, agent_id: agentId } = row;
	await recordEvent(tx, {
		workspaceId,
		kind: 'workflow.paused',
		agentId,
		data: { name, message, workflowId }
	});
}

function waitingReason(bound: number): string {
	return `More than ${bound} of its drafts wait for review. It goes on when they are reviewed.`;
}

const atOnce = 100;

/** Lets those go on whose drafts have been reviewed. Answers how many. */
export async function resumeReviewed({ db }: { db: Db }): Promise<number> {
	return db.$transaction(async (tx) => {
		const rows = await tx.$queryRaw<{ id: string; workspace_id: string; agent_id: string; name: string }[]>`
			select w.id, w.workspace_id, w.agent_id, w.name from workflows w
			where w.pause_code = 'waiting' and ${waitingDrafts} <= w.waiting_bound
			limit ${atOnce} for no key update skip locked`;
		for (const { id, workspace_id: workspaceId, agent_id: agentId, name } of rows) {
			await tx.$executeRaw`
				update workflows set pause_code = null, pause_reason = null, updated_at = now()
				where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
			await recordEvent(tx, { workspaceId, kind: 'workflow.resumed', agentId, data: { name } });
		}
		return rows.length;
	});
}
