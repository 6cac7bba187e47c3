import type { Tx } from '#server/ports/db.ts';
import { memberOf, type Actor } from '../access/actor.ts';
import { holdApproved, type HoldDeps } from './hold-approved.ts';
import { askToLook } from '../address-book/outlines.ts';
import { targetKey, type Target } from '../address-book/target.ts';
import { targetRules } from '../address-book/target-kinds.ts';
import type { Version } from './reviewed-payload.ts';

/**
 * Approves exactly this version of a locked, proposed action, for the workspace's account. It is carried
 * out when the hold has passed. Whom the person chose in doing so, agents may name from now on.
 */
export async function approveAction(
	deps: HoldDeps,
	tx: Tx,
	actor: Actor,
	action: { id: string },
	version: Version
): Promise<void> {
	await keep(tx, actor, action.id, version);
	await register(tx, actor, action.id, version.chosen);
	await askToLook(deps.jobs, tx, actor.workspaceId, version.chosen);
	await holdApproved(deps, tx, {
		workspaceId: actor.workspaceId,
		ids: [action.id],
		decidedById: memberOf(actor)
	});
}

async function keep(tx: Tx, actor: Actor, id: string, version: Version): Promise<void> {
	await tx.$executeRaw`
		update actions set payload = ${JSON.stringify(version.payload)}::jsonb, payload_hash = ${version.hash},
			draft_payload = ${version.draft && JSON.stringify(version.draft)}::jsonb,
			title = ${version.title}, snippet = ${version.snippet}, targets = ${version.targets.map(targetKey)},
			flags = ${JSON.stringify(version.flags)}::jsonb
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
}

async function register(tx: Tx, actor: Actor, actionId: string, chosen: Target[]): Promise<void> {
	await tx.addressBookEntry.createMany({
		data: chosen.map(({ kind, value, label }) => ({
			workspaceId: actor.workspaceId,
			kind,
			value,
			label: targetRules[kind].keptLabel(label),
			createdById: memberOf(actor),
			chosenWith: actionId
		})),
		skipDuplicates: true
	});
}
