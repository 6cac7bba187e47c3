import type { Address, AddressKind } from '#lib/schemas/address-book.ts';
import type { Db } from '#server/ports/db.ts';
import type { Webhooks } from '#server/ports/webhooks.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { addressView } from './address-view.ts';
import { readOutlines } from './outlines.ts';

/** What the workspace has registered for its agents to write to, the oldest first. */
export async function listAddresses(
	deps: { db: Db; webhooks: Webhooks },
	actor: Actor,
	kind?: AddressKind
): Promise<Address[]> {
	authorise(actor, 'view');
	const outlines = await readOutlines(deps.db, actor.workspaceId);
	const rows = await deps.db.addressBookEntry.findMany({
		where: { workspaceId: actor.workspaceId, ...(kind && { kind }) },
		orderBy: { id: 'asc' }
	});
	return rows.map((row) => addressView(deps.webhooks, actor, row, outlines));
}
