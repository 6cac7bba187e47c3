import { DomainError } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';
import { targetKey, type Target } from '../address-book/target.ts';
import { kindOf } from './registry.ts';

type Proposed = { id: string; kind: string; payload: unknown; targets: string[]; title: string };

class OtherMeaning extends Error {
	override readonly name = 'OtherMeaning';
	readonly action: Proposed;
	readonly targets: string[];

	constructor(action: Proposed, targets: string[]) {
		super('A name of the address book means something else now.');
		this.action = action;
		this.targets = targets;
	}
}

/**
 * The words of a proposal may name a sheet or an address by a label. When the address book gives the label to another
 * one, the same words would go elsewhere than where they were meant to go. A name that meant nothing yet may come to,
 * and whoever wrote another name into their own version chose it by what it means now.
 */
export function refuseTargetDrift(action: Proposed, version: { payload: object; targets: Target[] }): void {
	const targets = version.targets.map(targetKey);
	const written = (payload: unknown) => kindOf(action.kind).targets(payload, []).map(targetKey);
	const unknown = written(action.payload);
	if (!isSame(written(version.payload), unknown)) return;
	if ([targets, unknown].some((known) => isSame(known, action.targets))) return;
	throw new OtherMeaning(action, targets);
}

/**
 * A decision in a transaction of its own. One that is refused for another meaning is refused once: what it means now
 * is kept, and whoever has looked again may approve that. Throws `already_decided` then.
 */
export async function guardTargetDrift<Result>(
	db: Db,
	{ workspaceId }: Actor,
	decide: (tx: Tx) => Promise<Result>
): Promise<Result> {
	try {
		return await db.$transaction(decide);
	} catch (error) {
		if (!(error instanceof OtherMeaning)) throw error;
		const { action, targets } = error;
		await db.$executeRaw`
			update actions set targets = ${targets}
			where workspace_id = ${workspaceId}::uuid and id = ${action.id}::uuid and status = 'proposed'
				and targets = ${action.targets}`;
		throw new DomainError(
			'already_decided',
			`What “${action.title}” names in your address book has changed since it was proposed. Please look where it goes now.`
		);
	}
}

function isSame(some: string[], others: string[]): boolean {
	const set = new Set(some);
	return set.size === new Set(others).size && others.every((one) => set.has(one));
}
