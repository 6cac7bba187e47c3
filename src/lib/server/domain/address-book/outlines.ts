import { lookOf } from '#lib/look-alike.ts';
import { Outline, type Contents } from '#lib/schemas/outline.ts';
import { targetKey, type TargetKind } from '#lib/target-kinds.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { recordEvent } from '../event/record-event.ts';
import { targetRules } from './target-kinds.ts';

/** By target, as `spreadsheet:1abc…`. */
export type Outlines = ReadonlyMap<string, Outline>;
export type Place = { kind: TargetKind; value: string };
type Row = Place & { readAt: Date };

/** What was found at these targets when they were last looked at; without keys, at all that are registered. */
export async function readOutlines(
	tx: Tx,
	workspaceId: string,
	keys: string[] | null = null
): Promise<Outlines> {
	if (keys?.length === 0) return new Map();
	const rows = await tx.$queryRaw<Row[]>`
		select o.kind, o.value, o.title, o.tabs, o.problem, o.read_at as "readAt", coalesce(b.numbers, '[]') as numbers
		from target_outlines o
		left join address_book b on b.workspace_id = o.workspace_id and b.kind = o.kind and b.value = o.value
		where o.workspace_id = ${workspaceId}::uuid
			and case when ${keys === null} then b.id is not null else o.kind || ':' || o.value = any(${keys ?? []}::text[]) end
		order by b.id`;
	return new Map(
		rows.map((row) => [targetKey(row), Outline.parse({ ...row, readAt: row.readAt.toISOString() })])
	);
}

/** A worker looks at those that have something to be looked at, once this is committed. */
export async function askToLook(
	jobs: Jobs,
	tx: Tx,
	workspaceId: string,
	targets: readonly Place[]
): Promise<void> {
	const wanted = targets.filter(({ kind }) => targetRules[kind].hasContents);
	const each = wanted.map(({ kind, value }) => ({
		payload: { workspaceId, kind, value },
		key: `look-at-target:${workspaceId}:${kind}:${value}`
	}));
	await jobs.addEach(tx, 'look-at-target', each);
}

/** Keeps what was read; of a look that failed only why. Pages hear of it when something has changed. */
export async function keepOutline(
	db: Db,
	workspaceId: string,
	{ kind, value }: Place,
	found: Contents | { problem: string }
): Promise<void> {
	const where = { workspaceId_kind_value: { workspaceId, kind, value } };
	const data = 'problem' in found ? found : { ...found, problem: null };
	await db.$transaction(async (tx) => {
		const before = await tx.targetOutline.findUnique({ where });
		const after = await tx.targetOutline.upsert({
			where,
			create: { workspaceId, kind, value, title: '', tabs: [], ...data },
			update: { ...data, readAt: new Date() }
		});
		await nameIt(tx, workspaceId, { kind, value }, after.title);
		if (JSON.stringify(shown(before)) === JSON.stringify(shown(after))) return;
		await recordEvent(tx, { workspaceId, kind: 'address.read', data: { name: after.title || 'a sheet' } });
	});
}

const shown = (row: { title: string; tabs: unknown; problem: string | null } | null) =>
	row && [row.title, row.tabs, row.problem];

/** Whoever registered it gave it no name: then it is called as it is there, unless another one looks the same. */
async function nameIt(tx: Tx, workspaceId: string, { kind, value }: Place, title: string): Promise<void> {
	const label = title.replace(/\s+/g, ' ').trim().slice(0, 100);
	if (label === '') return;
	const labels = await tx.addressBookEntry.findMany({
		where: { workspaceId, kind, value: { not: value } },
		select: { label: true }
	});
	if (labels.some((other) => lookOf(other.label) === lookOf(label))) return;
	await tx.addressBookEntry.updateMany({ where: { workspaceId, kind, value, label: '' }, data: { label } });
}
