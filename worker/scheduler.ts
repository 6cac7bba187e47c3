import type { App } from '#server/app.ts';
import { fireDue } from '#server/domain/workflow/fire-due.ts';
import { recomputeZones } from '#server/domain/workflow/recompute-zones.ts';
import { startHeld } from '#server/domain/workflow/start-held.ts';

const everyMillis = 1_000;
/** Held runs and new zone data can wait for so many looks. */
const rarely = 10;

/** Fires what is due, each second and in every worker: whoever comes first has it, and nothing depends on one of them. */
export function startScheduler(app: App): () => void {
	let busy = false;
	let looks = 0;
	const look = async () => {
		if (busy) return;
		busy = true;
		try {
			if (looks++ % rarely === 0) {
				await recomputeZones(app);
				await startHeld(app);
			}
			await fireDue(app);
		} catch (err) {
			app.log.warn({ err }, 'Due workflows could not be fired; they are looked at again');
		} finally {
			busy = false;
		}
	};
	const timer = setInterval(() => void look(), everyMillis);
	void look();
	return () => clearInterval(timer);
}
