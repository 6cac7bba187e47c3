import { Address } from '#lib/schemas/address-book.ts';
import type { Webhooks } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

type Row = { id: string; kind: string; value: string; label: string; createdAt: Date };

/** An entry as it is shown; only owners see what a webhook's receiver checks signatures with. */
export function addressView(webhooks: Pick<Webhooks, 'secretFor'>, actor: Actor, row: Row): Address {
	const secret = row.kind === 'webhook' && actor.role === 'owner' ? webhooks.secretFor(row.id) : null;
	const { id, kind, value, label } = row;
	return Address.parse({ id, kind, value, label, secret, createdAt: row.createdAt.toISOString() });
}
