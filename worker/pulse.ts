import { reconcileActions } from '#server/domain/action/reconcile-actions.ts';
import { reconcileRuns } from '#server/domain/run/reconcile-runs.ts';
import { buryTheDead } from '#server/domain/system/bury-the-dead.ts';
import type { App } from '#server/app.ts';

/** Looks after what dead workers left, outside the job slots, so that it does not wait behind a long job. */
export function startPulse(app: App): () => void {
	let busy = false;
	const lookAfterOthers = async () => {
		if (busy) return;
		busy = true;
		try {
			await buryTheDead(app);
			await reconcileRuns(app);
			await reconcileActions(app);
		} catch (err) {
			app.log.warn({ err }, 'Reconciling failed');
		} finally {
			busy = false;
		}
	};
	const timer = setInterval(() => void lookAfterOthers(), app.timings.reconcileSeconds * 1_000);
	void lookAfterOthers();
	return () => clearInterval(timer);
}
