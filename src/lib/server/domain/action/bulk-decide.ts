import type { BulkDecide, BulkResult } from '#lib/schemas/bulk.ts';
import { DomainError } from '#server/errors.ts';
import type { Log } from '#server/ports/log.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { decideOnly, type DecisionDeps } from './decide-action.ts';

type Item = BulkDecide['items'][number];
type Result = BulkResult['results'][number];

/**
 * The same decision on many actions of one kind (that of the first), each in a transaction of its own: one that is
 * refused says why and holds up no other. Nothing is edited or confirmed here. Throws `forbidden`.
 */
export async function bulkDecide(
	deps: DecisionDeps & { log: Log },
	actor: Actor,
	input: BulkDecide
): Promise<BulkResult> {
	authorise(actor, 'review work');
	const kinds = await kindsOf(deps, actor, input.items);
	const kind = input.items.map(({ id }) => kinds.get(id)).find((known) => known !== undefined);
	const results: Result[] = [];
	for (const item of input.items) {
		const sameKind = kinds.get(item.id) === undefined || kinds.get(item.id) === kind;
		results.push(sameKind ? await decideOne(deps, actor, input, item) : refused(item, otherKind()));
	}
	return { results };
}

async function kindsOf({ db }: DecisionDeps, actor: Actor, items: Item[]): Promise<Map<string, string>> {
	const rows = await db.action.findMany({
		where: { workspaceId: actor.workspaceId, id: { in: items.map(({ id }) => id) } },
		select: { id: true, kind: true }
	});
	return new Map(rows.map(({ id, kind }) => [id, kind]));
}

async function decideOne(
	deps: DecisionDeps & { log: Log },
	actor: Actor,
	{ decision, feedback }: BulkDecide,
	item: Item
): Promise<Result> {
	try {
		await decideOnly(deps, actor, { ...item, decision, ...(feedback && { feedback }) });
		return { id: item.id, ok: true, error: null };
	} catch (err) {
		if (err instanceof DomainError) return refused(item, err);
		// What is decided already stays decided, so the others are told of rather than lost in one error.
		deps.log.error({ err, actionId: item.id }, 'One of many decisions failed');
		return refused(
			item,
			new DomainError('internal', 'This one could not be decided just now. Please try again.')
		);
	}
}

function otherKind(): DomainError {
	return new DomainError(
		'invalid_input',
		'This is of another kind than the first one. Decide each kind by itself.'
	);
}

function refused({ id }: Item, { code, message }: DomainError): Result {
	return { id, ok: false, error: { code, message } };
}
