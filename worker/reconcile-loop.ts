import { reconcileActions } from '#server/domain/action/reconcile-actions.ts';
import { reconcileRuns } from '#server/domain/run/reconcile-runs.ts';
import { wakeAllBudgetWaits } from '#server/domain/run/wake-budget-waits.ts';
import { resumeReviewed } from '#server/domain/workflow/pause-for-waiting.ts';
import { reapDeadProcesses } from '#server/domain/ledger/reap-dead-processes.ts';
import { indexTasks } from '#server/domain/task/index-tasks.ts';
import type { App } from '#server/app.ts';

/** Looks after what dead workers left, outside the job slots, so that it does not wait behind a long job. */
export function startReconcileLoop(app: App): () => void {
	let busy = false;
	const lookAfterOthers = async () => {
		if (busy) return;
		busy = true;
		try {
			await reapDeadProcesses(app);
			await reconcileRuns(app);
			await reconcileActions(app);
			await indexTasks(app);
			await resumeReviewed(app);
		} catch (err) {
			app.log.warn({ err }, 'Reconciling failed');
		} finally {
			busy = false;
		}
	};
	const timer = setInterval(() => void lookAfterOthers(), app.timings.reconcileSeconds * 1_000);
	void wakeAllBudgetWaits(app)
		.catch((err: unknown) => app.log.warn({ err }, 'Waking what waits for money failed'))
		.then(lookAfterOthers);
	return () => clearInterval(timer);
}
