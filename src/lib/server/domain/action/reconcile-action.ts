import type { JsonObject } from '#server/ports/db.ts';
import { askPerson, planAfterAbsence, planNextLook, succeeded, type Settlement } from './action-plan.ts';
import { deathsAllowed, forget, quarantine, type ActionDeps } from './carry-out-action.ts';
import type { ActionClaim } from './claim-action.ts';
import type { Connected } from '../connection/connect.ts';
import { effectDeps, effectOf } from './effect-of.ts';
import type { Effect, Finding } from './kind.ts';
import { recordLookIntent } from './record-intent.ts';
import { kindOf } from './registry.ts';
import { settleAction, type AttemptEnd } from './settle-action.ts';

type Seen = { settlement: Settlement; outcome: AttemptEnd['outcome'] };

/**
 * Looks for the effect of a claimed action whose answer was lost. Nothing is ever sent again before the vendor has
 * said that nothing is there; where it cannot say, a person is asked.
 */
export async function reconcileAction(deps: ActionDeps, claim: ActionClaim): Promise<void> {
	if (claim.deaths >= deathsAllowed) return settleAction(deps, claim, 'unknown', quarantine);
	const { id, looks } = await recordLookIntent(deps.db, claim);
	const { settlement, outcome } = await look(deps, claim, looks);
	await deps.failpoint('action-looked', claim.title);
	await settleAction(deps, claim, 'unknown', settlement, { id, outcome });
}

async function look(deps: ActionDeps, claim: ActionClaim, looks: number): Promise<Seen> {
	const module = kindOf(claim.kind);
	let connected: Connected<unknown> | null = null;
	try {
		connected = await module.needs.connect(deps, claim.workspaceId);
		if (connected.accountId !== claim.accountId) return { settlement: elsewhere, outcome: 'unknown' };
		const effect = (await effectOf(deps, claim)) as Effect<JsonObject>;
		const payload = module.payload.parse(claim.payload);
		return judge(deps, claim, looks, await module.reconcile(effectDeps(deps, connected), payload, effect));
	} catch (error) {
		await forget(error, connected);
		deps.log.info({ err: error, actionId: claim.id }, 'A look got no answer');
		return { settlement: planNextLook(error, looks, deps), outcome: 'unknown' };
	}
}

const elsewhere = askPerson(
	'other_account',
	'Google did not answer, and another account has been connected since. Please look in the one from before, then say whether it is there.'
);

function judge(deps: ActionDeps, claim: ActionClaim, looks: number, finding: Finding): Seen {
	switch (finding.outcome) {
		case 'found':
			return { settlement: succeeded(finding.receipt), outcome: 'found' };
		case 'absent':
			return { settlement: planAfterAbsence(claim.attempt), outcome: 'not_found' };
		case 'not_yet':
			return { settlement: planNextLook(null, looks, deps), outcome: 'not_found' };
		case 'undecidable':
			return { settlement: askPerson('undecidable', finding.message), outcome: 'unknown' };
	}
}
