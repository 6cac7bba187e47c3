import { lookOf } from '#lib/look-alike.ts';
import type { AddAddress, Address, AddressKind } from '#lib/schemas/address-book.ts';
import { targetKey } from '#lib/target-kinds.ts';
import { DomainError } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Webhooks } from '#server/ports/webhooks.ts';
import { userIdOf, type Actor } from '../access/actor.ts';
import { addressView } from './address-view.ts';
import { authoriseAddress } from './address-kinds.ts';
import { askToLook, readOutlines } from './outlines.ts';
import { addressKinds } from './address-kinds.ts';

/**
 * Registers somebody or something that agents may write to without a person choosing it each time. What is there
 * already only gets the new label. Throws `forbidden`, `invalid_input`.
 */
export async function addAddress(
	deps: { db: Db; jobs: Jobs; webhooks: Webhooks },
	actor: Actor,
	input: AddAddress
): Promise<Address> {
	authoriseAddress(actor, input.kind);
	const { workspaceId } = actor;
	const { value, label: own } = addressKinds[input.kind].normal(input.value.trim());
	const label = (input.label || own).replace(/\s+/g, ' ').slice(0, 100);
	return deps.db.$transaction(async (tx) => {
		await lockBook(tx, workspaceId);
		await refuseFull(tx, workspaceId, { kind: input.kind, value });
		await refuseSameName(tx, workspaceId, { kind: input.kind, value, label });
		const row = await tx.addressBookEntry.upsert({
			where: { workspaceId_kind_value: { workspaceId, kind: input.kind, value } },
			create: { workspaceId, kind: input.kind, value, label, createdById: userIdOf(actor) },
			update: label ? { label } : {}
		});
		await askToLook(deps.jobs, tx, workspaceId, [{ kind: input.kind, value }]);
		const known = await readOutlines(tx, workspaceId, [targetKey({ kind: input.kind, value })]);
		return addressView(deps.webhooks, actor, row, known);
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
	if (others < addressKinds[kind].most) return;
	throw new DomainError(
		'invalid_input',
		'The address book has no room for more of these. Remove some first.'
	);
}

/** An agent names a sheet or a webhook by its label, so a label must mean one thing, also to a person's eye. */
async function refuseSameName(
	tx: Tx,
	workspaceId: string,
	{ kind, value, label }: { kind: AddressKind; value: string; label: string }
): Promise<void> {
	if (!addressKinds[kind].isNamedByLabel || label === '') return;
	const others = await tx.addressBookEntry.findMany({
		where: { workspaceId, kind, value: { not: value } },
		select: { label: true }
	});
	const same = others.find((other) => lookOf(other.label) === lookOf(label));
	if (!same) return;
	const message = `Another one is called “${same.label}” already, which looks the same. Please choose another name.`;
	throw new DomainError('invalid_input', message, { fields: { label: message } });
}
