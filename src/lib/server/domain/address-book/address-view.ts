import { Address } from '#lib/schemas/address-book.ts';
import type { Webhooks } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

type Row = { id: string; kind: string; value: string; label: string; createdAt: Date };

/**
 * An entry as it is shown; only owners see what a webhook's receiver checks signatures with, and the path of its
 * address: who knows that may often call it.
 */
export function addressView(webhooks: Pick<Webhooks, 'secretFor'>, actor: Actor, row: Row): Address {
	const { id, kind, label } = row;
	const isOwner = actor.role === 'owner';
	const secret = kind === 'webhook' && isOwner ? webhooks.secretFor(id) : null;
	const value = kind === 'webhook' && !isOwner ? `${new URL(row.value).origin}/…` : row.value;
	return Address.parse({ id, kind, value, label, secret, createdAt: row.createdAt.toISOString() });
}
