import type { Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { holdApproved, type HoldDeps } from './hold-approved.ts';
import { targetKey, type Target } from './kind.ts';
import { nameIn } from './kinds/gmail-draft-email.ts';
import type { Version } from './person-version.ts';

/**
 * Approves exactly this version of a locked, proposed action, for the workspace's account. It goes out
 * when the hold has passed. Whom the person chose in doing so, agents may name from now on.
 */
export async function approveAction(
	deps: HoldDeps,
	tx: Tx,
	actor: Actor,
	action: { id: string },
	version: Version
): Promise<void> {
	await keep(tx, actor, action.id, version);
	await register(tx, actor, version.chosen);
	const { workspaceId, userId } = actor;
	await holdApproved(deps, tx, { workspaceId, ids: [action.id], decidedById: userId });
}

async function keep(tx: Tx, actor: Actor, id: string, version: Version): Promise<void> {
	await tx.$executeRaw`
		update actions set payload = ${JSON.stringify(version.payload)}::jsonb, payload_hash = ${version.hash},
			draft_payload = ${version.draft && JSON.stringify(version.draft)}::jsonb,
			title = ${version.title}, snippet = ${version.snippet}, targets = ${version.targets.map(targetKey)},
			flags = ${JSON.stringify(version.flags)}::jsonb
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
}

async function register(tx: Tx, actor: Actor, chosen: Target[]): Promise<void> {
	await tx.addressBookEntry.createMany({
		data: chosen.map(({ kind, value, label }) => ({
			workspaceId: actor.workspaceId,
			kind,
			value,
			label: kind === 'email' ? nameIn(label).slice(0, 100) : '',
			createdById: actor.userId
		})),
		skipDuplicates: true
	});
}
