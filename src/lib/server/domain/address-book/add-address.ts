import type { AddAddress, Address, AddressKind } from '#lib/schemas/address-book.ts';
import { DomainError } from '#server/errors.ts';
import type { Db, Tx, Webhooks } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { addressView } from './address-view.ts';
import { authoriseAddress } from './authorise-address.ts';
import { normalAddress } from './normal-address.ts';

/** Labels of sheets and webhooks are in every prompt; every recipient that a reviewer confirms is an entry, too. */
const mostEntries: Record<AddressKind, number> = { email: 10_000, spreadsheet: 1_000, webhook: 1_000 };

/**
 * Registers somebody or something that agents may write to without a person choosing it each time. What is there
 * already only gets the new label. Throws `forbidden` (webhooks are for owners), `invalid_input`.
 */
export async function addAddress(
	deps: { db: Db; webhooks: Webhooks },
	actor: Actor,
	input: AddAddress
): Promise<Address> {
	authoriseAddress(actor, input.kind);
	const { workspaceId, userId } = actor;
	const { value, label: own } = normalAddress(input.kind, input.value);
	const label = (input.label || own).replace(/\s+/g, ' ').slice(0, 100);
	return deps.db.$transaction(async (tx) => {
		await lockBook(tx, workspaceId);
		await refuseFull(tx, workspaceId, { kind: input.kind, value });
		await refuseSameName(tx, workspaceId, { kind: input.kind, value, label });
		const row = await tx.addressBookEntry.upsert({
			where: { workspaceId_kind_value: { workspaceId, kind: input.kind, value } },
			create: { workspaceId, kind: input.kind, value, label, createdById: userId },
			update: label ? { label } : {}
		});
		return addressView(deps.webhooks, actor, row);
	});
}

/** Of two at once, the second sees the first. */
async function lockBook(tx: Tx, workspaceId: string): Promise<void> {
	await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('address-book:' || ${workspaceId}, 0))`;
}

async function refuseFull(
	tx: Tx,
	workspaceId: string,
	{ kind, value }: { kind: AddressKind; value: string }
): Promise<void> {
	const others = await tx.addressBookEntry.count({ where: { workspaceId, kind, value: { not: value } } });
	if (others < mostEntries[kind]) return;
	throw new DomainError(
		'invalid_input',
		'The address book has no room for more of these. Remove some first.'
	);
}

/** An agent names a sheet or a webhook by its label, so a label must mean one thing. */
async function refuseSameName(
	tx: Tx,
	workspaceId: string,
	{ kind, value, label }: { kind: string; value: string; label: string }
): Promise<void> {
	if (kind === 'email' || label === '') return;
	const same = await tx.addressBookEntry.count({
		where: { workspaceId, kind, value: { not: value }, label: { equals: label, mode: 'insensitive' } }
	});
	if (same === 0) return;
	const message = `Another one is called “${label}” already. Please choose another name.`;
	throw new DomainError('invalid_input', message, { fields: { label: message } });
}
