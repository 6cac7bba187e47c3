import type { GoogleAbility } from '#lib/schemas/integration.ts';
import type { Jobs, Tx } from '#server/ports.ts';
import { kinds } from '../action/registry.ts';
import { wakeActions } from '../action/wake-action.ts';

/** The kinds of actions that need one of these abilities. */
export function kindsNeeding(abilities: readonly GoogleAbility[]): string[] {
	const needing = [...kinds.values()].filter(({ needs }) => needs !== null && abilities.includes(needs));
	return needing.map(({ kind }) => kind);
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
	await wakeActions(jobs, tx, woken);
	return woken.length;
}
