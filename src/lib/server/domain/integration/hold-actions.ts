import { GoogleAbility } from '#lib/schemas/integration.ts';
import type { Tx } from '#server/ports.ts';
import { kindsNeeding } from './wake-held-actions.ts';

/** Approved actions that were only waiting for their turn wait for the connection from now on, and pages say so. */
export async function holdActions(tx: Tx, workspaceId: string, reason: 'connect' | 'reauth'): Promise<void> {
	await tx.$executeRaw`
		update actions set wait_reason = ${reason}
		where workspace_id = ${workspaceId}::uuid and status = 'approved' and hold_until <= now()
			and wait_reason is distinct from ${reason} and kind = any(${kindsNeeding(GoogleAbility.options)}::text[])`;
}
