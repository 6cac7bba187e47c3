import type { Address, SetNumbers } from '#lib/schemas/address-book.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Webhooks } from '#server/ports/webhooks.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { addressView } from './address-view.ts';
import { authoriseAddress } from './address-kinds.ts';
import { readOutlines } from './outlines.ts';

/**
 * Which columns of a spreadsheet hold numbers. It counts for what is proposed from now on: what waits already says itself
 * how each cell leaves. Throws `forbidden`, `not_found`.
 */
export async function setNumbers(
	deps: { db: Db; webhooks: Webhooks },
	actor: Actor,
	{ id, columns }: SetNumbers
): Promise<Address> {
	authorise(actor, 'review work');
	const where = { workspaceId_id: { workspaceId: actor.workspaceId, id } };
	const entry = await deps.db.addressBookEntry.findUnique({ where, select: { kind: true } });
	if (!entry) throw notFound('address');
	authoriseAddress(actor, entry.kind);
	const row = await deps.db.addressBookEntry.update({ where, data: { numbers: columns } });
	const outlines = await readOutlines(deps.db, actor.workspaceId);
	return addressView(deps.webhooks, actor, row, outlines);
}

/** From now on a person has to choose it again. Throws `forbidden`, `not_found`. */
export async function removeAddress(deps: { db: Db }, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'review work');
	const { workspaceId } = actor;
	const where = { workspaceId_id: { workspaceId, id } };
	const entry = await deps.db.addressBookEntry.findUnique({ where, select: { kind: true, value: true } });
	if (!entry) throw notFound('address');
	authoriseAddress(actor, entry.kind);
	await deps.db.addressBookEntry.deleteMany({ where: { workspaceId, id } });
	const { kind, value } = entry;
	await deps.db.targetOutline.deleteMany({ where: { workspaceId, kind, value } });
}
