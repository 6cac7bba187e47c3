import type { Tx } from '#server/ports/db.ts';
import type { Claim } from '../run/claim-run.ts';
import type { WorkflowHooks, WorkflowRunEnd } from '../task/workflow-hooks.ts';
import { pauseForWaiting } from './pause-for-waiting.ts';
import { supersedeOlder } from './supersede.ts';

/** What workflows do when one of their runs has ended well. */
export const workflowHooks: WorkflowHooks = {
	async runFinished(tx: Tx, claim: Claim, { nothing, covers }: WorkflowRunEnd): Promise<void> {
		if (claim.dryRun || claim.workflowId === null) return;
		if (nothing) return foundNothing(tx, claim);
		await supersedeOlder(tx, { ...claim, workflowId: claim.workflowId }, covers);
		await pauseForWaiting(tx, claim.workspaceId, claim.workflowId);
	}
};

async function foundNothing(tx: Tx, { workspaceId, taskId }: Claim): Promise<void> {
	await tx.$executeRaw`
		update fires set outcome = 'nothing', reason = 'There was nothing to do.'
		where workspace_id = ${workspaceId}::uuid and task_id = ${taskId}::uuid`;
}
