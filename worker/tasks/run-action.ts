import { carryOutAction } from '#server/domain/action/carry-out-action.ts';
import { claimAction, type ActionClaim } from '#server/domain/action/claim-action.ts';
import { reconcileAction } from '#server/domain/action/reconcile-action.ts';
import { LeaseLost } from '#server/domain/ledger/lease.ts';
import type { App } from '#server/app.ts';
import type { JobHandler } from '../handler.ts';

/** What this process is at. A second wake-up waits and looks again: the first may have failed to write its end. */
const busy = new Map<string, Promise<void>>();

/** A wake-up for one action: whoever can claim it carries it out or looks for it, everybody else has nothing to do. */
export const runActionTask: JobHandler<'run-action'> = async ({ app, isolationLock }, { actionId }) => {
	while (busy.has(actionId)) await busy.get(actionId)?.catch(() => undefined);
	const work = isolationLock
		.pass(false, async () => {
			const claim = await claimAction(app, actionId);
			if (claim) await goOn(app, claim);
		})
		.finally(() => busy.delete(actionId));
	busy.set(actionId, work);
	await work;
};

async function goOn(app: App, claim: ActionClaim): Promise<void> {
	try {
		await (claim.status === 'approved' ? carryOutAction : reconcileAction)(app, claim);
	} catch (error) {
		if (!(error instanceof LeaseLost)) throw error;
		app.log.warn({ actionId: claim.id }, 'An action was taken over; what came of it here is dropped');
	}
}
