import type { Receipt } from '#lib/schemas/action.ts';
import { VendorError } from '#server/errors.ts';
import type { JsonObject } from '#server/ports/db.ts';
import type { Failpoint } from '#server/ports/failpoint.ts';
import type { Connected } from '../connection/connect.ts';
import { LeaseLost } from '../ledger/lease.ts';
import { askPerson, atOnce, planAgain, planFirstLook, succeeded } from './action-plan.ts';
import type { ActionClaim } from './claim-action.ts';
import { effectDeps, effectOf, type VendorDeps } from './effect-of.ts';
import {
	ActionWaits,
	ApprovalVoid,
	checkBytes,
	checkPreconditions,
	checkTargets
} from './approval-preconditions.ts';
import { NeedsHuman, type Effect, type KindModule } from './kind.ts';
import { recordIntent } from './record-intent.ts';
import { kindOf } from './registry.ts';
import { settleAction, voidAction } from './settle-action.ts';

export type ActionDeps = VendorDeps & { random: () => number; failpoint: Failpoint };
type Ready = {
	module: KindModule;
	payload: unknown;
	connected: Connected<unknown>;
	effect: Effect<JsonObject>;
};

/** As with runs: whoever takes its process down this often is put aside. */
export const deathsAllowed = 3;
export const quarantine = askPerson(
	'quarantined',
	'This stopped its worker three times, so it was put aside. Please look at it before trying again.'
);

/**
 * Carries a claimed, approved action out: looks whether the approval still stands, reads what it needs to, writes down
 * what it is about to do, and sends exactly one request. What went wrong is settled in the ledger; only a dead database
 * and a lost lease get through.
 */
export async function carryOutAction(deps: ActionDeps, claim: ActionClaim): Promise<void> {
	if (claim.deaths >= deathsAllowed) return settleAction(deps, claim, 'approved', quarantine);
	await deps.failpoint('action-claimed', claim.title);
	const ready = await makeReady(deps, claim);
	if (!ready) return;
	await send(deps, claim, ready);
}

/** Everything up to the request; null when it does not come to that. */
async function makeReady(deps: ActionDeps, claim: ActionClaim): Promise<Ready | null> {
	let connected: Connected<unknown> | null = null;
	try {
		checkBytes(claim);
		await checkPreconditions(deps.db, claim);
		const module = kindOf(claim.kind);
		connected = await module.needs.connect(deps, claim.workspaceId);
		// The token says whose mailbox it is; the check above may be a moment old.
		if (claim.accountId && connected.accountId !== claim.accountId)
			throw new ApprovalVoid(
				'Another Google account has been connected since this was approved. Please decide again.'
			);
		const payload = module.payload.parse(claim.payload);
		const effect = await effectOf(deps, claim);
		checkTargets(claim, module.targets(payload, effect.book));
		const prepared = await module.prepare(effectDeps(deps, connected), payload, effect);
		await deps.failpoint('action-prepared', claim.title);
		return { module, payload, connected, effect: { ...effect, prepared } };
	} catch (error) {
		await giveBack(deps, claim, error, connected);
		return null;
	}
}

async function send(deps: ActionDeps, claim: ActionClaim, ready: Ready): Promise<void> {
	const { effect, connected } = ready;
	const before = performance.now();
	const intent = { key: effect.key, prepared: effect.prepared, accountId: connected.accountId };
	const attempt = await recordIntent(deps.db, claim, intent).catch(async (error: unknown) => {
		// A broken line may have broken after the commit: the job fails, and its next try reads what is on disk.
		if (!(error instanceof ApprovalVoid || error instanceof ActionWaits)) throw error;
		await giveBack(deps, claim, error, connected);
		return null;
	});
	if (attempt === null) return;
	await deps.failpoint('action-intent', claim.title);
	const receipt = await request(deps, claim, ready, attempt, before);
	if (!receipt) return;
	await deps.failpoint('action-answered', claim.title);
	await settleAction(deps, claim, 'dispatching', succeeded(receipt), { id: attempt, outcome: 'applied' });
	await deps.failpoint('action-settled', claim.title);
}

/** The one request; null when no good answer came, and then that is settled. */
async function request(
	deps: ActionDeps,
	claim: ActionClaim,
	{ module, payload, effect, connected }: Ready,
	attempt: string,
	before: number
): Promise<Receipt | null> {
	// A process suspended since it wrote its intent is taken for dead by now, and somebody else may be at it.
	const suspended = performance.now() - before > deps.timings.fenceSeconds * 1_000;
	try {
		if (suspended) throw new Suspended();
		return await module.dispatch(effectDeps(deps, connected), payload, effect);
	} catch (error) {
		await forget(error, connected);
		deps.log.warn({ err: error, actionId: claim.id }, 'An action had no good answer');
		if (isCertain(error)) {
			const mended = await module.mend?.({ ...deps, ...effectDeps(deps, connected) }, error, effect);
			const again = mended ? atOnce : planAgain(error, claim.attempt, deps);
			await settleAction(deps, claim, 'dispatching', again, { id: attempt, outcome: 'not_applied' });
		} else {
			const look = planFirstLook(error, deps);
			await settleAction(deps, claim, 'dispatching', look, { id: attempt, outcome: 'unknown' });
		}
		return null;
	}
}

class Suspended extends Error {
	override readonly name = 'Suspended';
}

/** That nothing was done. A vendor that says it has it already is looked at like one that said nothing. */
function isCertain(error: unknown): boolean {
	if (error instanceof VendorError) return error.effect === 'none';
	return error instanceof Suspended || error instanceof NeedsHuman;
}

/** Before any request: nothing was done, so it goes back to where it was, with the reason. */
async function giveBack(
	deps: ActionDeps,
	claim: ActionClaim,
	error: unknown,
	connected: Connected<unknown> | null
): Promise<void> {
	if (error instanceof LeaseLost) throw error;
	deps.log.info({ err: error, actionId: claim.id }, 'An action does not go out now');
	if (error instanceof ApprovalVoid || (error instanceof NeedsHuman && error.code === 'other_account'))
		return voidAction(deps, claim, error.message);
	await forget(error, connected);
	await settleAction(deps, claim, 'approved', planAgain(error, claim.attempt, deps));
}

/** What the vendor refuses to take from us is not used again; asking for it anew shows whether the connection is over. */
export async function forget(error: unknown, connected: Connected<unknown> | null): Promise<void> {
	if (error instanceof VendorError && error.code === 'needs_reauth') await connected?.forget();
}
