import { can } from '#lib/access.ts';
import { Address, AddressKind } from '#lib/schemas/address-book.ts';
import { targetKey, targetKinds } from '#lib/target-kinds.ts';
import type { Webhooks } from '#server/ports/webhooks.ts';
import type { Actor } from '../access/actor.ts';
import type { Outlines } from './outlines.ts';
import { addressKinds } from './address-kinds.ts';

type Row = { id: string; kind: string; value: string; label: string; createdAt: Date };

/**
 * An entry as it is shown. What a webhook’s receiver checks signatures with, and the path of its address (who knows
 * that may often call it), is for those who manage connections.
 */
export function addressView(
	webhooks: Pick<Webhooks, 'secretFor'>,
	actor: Actor,
	row: Row,
	outlines: Outlines
): Address {
	const { id, kind, label } = row;
	const known = AddressKind.parse(kind);
	const rules = addressKinds[known];
	const mayKnow = can(actor, targetKinds[known].registering);
	const secret = rules.hasSecret && mayKnow ? webhooks.secretFor(id) : null;
	const value = mayKnow ? row.value : rules.shown(row.value);
	const outline = outlines.get(targetKey({ kind: known, value: row.value })) ?? null;
	return Address.parse({ id, kind, value, label, secret, outline, createdAt: row.createdAt.toISOString() });
}
