import type { Address, AddressKind } from '#lib/schemas/address-book.ts';
import type { Db, Webhooks } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { addressView } from './address-view.ts';

/** What the workspace has registered for its agents to write to, the oldest first. */
export async function listAddresses(
	deps: { db: Db; webhooks: Webhooks },
	actor: Actor,
	kind?: AddressKind
): Promise<Address[]> {
	const rows = await deps.db.addressBookEntry.findMany({
		where: { workspaceId: actor.workspaceId, ...(kind && { kind }) },
		orderBy: { id: 'asc' }
	});
	return rows.map((row) => addressView(deps.webhooks, actor, row));
}
