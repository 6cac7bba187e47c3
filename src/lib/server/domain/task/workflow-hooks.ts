import type { Tx } from '#server/ports/db.ts';
import type { Claim } from '../run/claim-run.ts';

/** How a run of a workflow ended: with nothing to do, or with work that waits for review. */
export type WorkflowRunEnd = { nothing: boolean; covers: string[] };

/** What workflows do when one of their runs ends; they stand above tasks. Called with the task locked, in its transaction. */
export type WorkflowHooks = {
	runFinished(tx: Tx, claim: Claim, end: WorkflowRunEnd): Promise<void>;
};
