import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { authoriseAddress } from './authorise-address.ts';

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
