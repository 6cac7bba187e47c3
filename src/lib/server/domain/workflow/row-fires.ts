import type { InputField } from '#lib/schemas/workflow-input.ts';
import { DomainError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { JsonObject } from '#server/ports/db.ts';
import { checkRow } from './check-filled-in.ts';
import type { DeliveredRow } from './delivered-row.ts';
import { fireOf } from './fire-delivery.ts';
import { holdOfDelivery } from './may-run.ts';
import type { Compared } from './row-cursor.ts';
import { rowName, type SheetRow } from './sheet-rows.ts';
import type { NewFire } from './start-runs.ts';

/** The fires of one look: a run for each row that is ready, and a reason for each that came to nothing. */
export function firesOf(row: DeliveredRow, read: ReadRow, rows: SheetRow[], found: Compared): NewFire[] {
	const name = (at: number) => rowName(rows[at]?.print ?? '');
	const key = (at: number) => `row:${name(at)}:${found.cursor.look}.${at}`;
	const ready = found.ready.map((at) => ({ key: key(at), brought: read(at).brought ?? {} }));
	const refused = found.settled.flatMap((at) => {
		const { refusal } = read(at);
		return refusal ? [without(row, `row:refused:${name(at)}`, refusal)] : [];
	});
	const back = found.back.map((at) => without(row, key(at), isBack));
	return [...fitting(row, ready), ...back, ...refused];
}

const isBack = 'A row that was taken out is back. It is not done again.';

export type ReadRow = (at: number) => Read;
type Read = { brought: JsonObject | null; refusal: string | null };

/** What a row brings, or why it cannot be used; each is read once. */
export function reader(fields: readonly InputField[], rows: SheetRow[]): ReadRow {
	const known = new Map<number, Read>();
	return (at) => {
		const read = known.get(at) ?? readOne(fields, rows[at]?.values ?? {});
		known.set(at, read);
		return read;
	};
}

function readOne(fields: readonly InputField[], values: Record<string, string>): Read {
	try {
		return { brought: checkRow(fields, values), refusal: null };
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		return { brought: null, refusal: `A row cannot be used yet. ${error.message}` };
	}
}

/** As many start as drafts may wait for review; the others are held until there is room. */
export function fitting(row: DeliveredRow, ready: { key: string; brought: JsonObject }[]): NewFire[] {
	const held = holdOfDelivery(row);
	const room = Math.max(0, row.waitingBound - row.waiting);
	return ready.map(({ key, brought }, nth) =>
		fireOf(row, key, brought, held ?? (nth < room ? null : 'Too many of its drafts wait for review.'))
	);
}

/** What comes to nothing, and why. */
function without({ workspaceId, id, now }: DeliveredRow, key: string, reason: string): NewFire {
	const fire = { id: newId(), workspaceId, workflowId: id, key, at: now, count: 1 };
	return { ...fire, outcome: 'skipped', reason, payload: null, task: null };
}
