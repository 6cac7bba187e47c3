import { GoogleAbility } from '#lib/schemas/integration.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { ConnectionHooks } from '../connection/connection-hooks.ts';
import { kinds } from './registry.ts';
import { wake } from '../ledger/wake.ts';

/** The kinds of actions that need one of these abilities. */
export function kindsNeeding(abilities: readonly GoogleAbility[]): string[] {
	const needing = [...kinds.values()].filter(
		({ needs }) => needs.ability !== null && abilities.includes(needs.ability)
	);
	return needing.map(({ kind }) => kind);
}

/** Approved actions that were only waiting for their turn wait for the connection from now on, and pages say so. */
export async function holdActions(tx: Tx, workspaceId: string, reason: 'connect' | 'reauth'): Promise<void> {
	await tx.$executeRaw`
		update actions set wait_reason = ${reason}
		where workspace_id = ${workspaceId}::uuid and status = 'approved' and hold_until <= now()
			and wait_reason is distinct from ${reason} and kind = any(${kindsNeeding(GoogleAbility.options)}::text[])`;
}

/** Approved actions that waited for the connection go on, each with a job of its own. Answers how many there are. */
export async function wakeHeldActions(
	jobs: Jobs,
	tx: Tx,
	workspaceId: string,
	abilities: readonly GoogleAbility[]
): Promise<number> {
	const woken = await tx.$queryRaw<{ id: string; runAt: Date }[]>`
		update actions set wait_reason = null, run_after = greatest(now(), hold_until)
		where workspace_id = ${workspaceId}::uuid and status = 'approved' and wait_reason in ('connect', 'reauth')
			and kind = any(${kindsNeeding(abilities)}::text[])
		returning id, run_after as "runAt"`;
	await wake(jobs, tx, 'action', woken);
	return woken.length;
}

/** What a connection's end and return mean for approved actions. */
export const connectionHooks: ConnectionHooks = {
	lost: (tx, workspaceId) => holdActions(tx, workspaceId, 'reauth'),
	back: async (jobs, tx, workspaceId, abilities) => {
		await wakeHeldActions(jobs, tx, workspaceId, abilities);
	}
};
