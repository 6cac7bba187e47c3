import { clearDeadProcesses, beat, type ProcessInfo } from '#server/domain/system/heartbeat.ts';
import { reconcileRuns } from '#server/domain/run/reconcile-runs.ts';
import type { App } from '#server/app.ts';

const beatMillis = 5_000;
const reconcileMillis = 15_000;
/** Others free this worker's jobs after 60 s without a heartbeat; it must have stopped long before. */
const fenceMillis = 20_000;

/**
 * Keeps the heartbeat and looks after what dead workers left, outside the job slots, so that neither waits
 * behind a long job. `fence` is called when no heartbeat could be confirmed for 20 s.
 */
export function startPulse(app: App, self: ProcessInfo, fence: (reason: string) => void): () => void {
	let confirmed = Date.now();
	const onError = (what: string) => (err: unknown) => app.log.warn({ err }, `${what} failed`);
	const heartbeat = async () => {
		const sent = Date.now();
		await beat(app, self).then(() => (confirmed = sent), onError('The heartbeat'));
	};
	const lookAfterOthers = async () => {
		await clearDeadProcesses(app);
		await reconcileRuns(app);
	};
	const timers = [
		setInterval(() => void heartbeat(), beatMillis),
		setInterval(() => void lookAfterOthers().catch(onError('Reconciling')), reconcileMillis),
		setInterval(() => {
			if (Date.now() - confirmed > fenceMillis) fence('No heartbeat could be written for 20 s');
		}, 1_000)
	];
	void lookAfterOthers().catch(onError('Reconciling'));
	return () => timers.forEach(clearInterval);
}
