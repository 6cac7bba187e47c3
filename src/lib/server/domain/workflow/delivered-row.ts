import type { Pause } from '#lib/schemas/workflow.ts';
import type { Sql, Tx } from '#server/ports/db.ts';
import { sql } from '#server/db/sql.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import type { AddressKind } from './address.ts';
import { groundColumns, groundTables, type Ground } from './due-rows.ts';

/** What comes in by itself: posts and forms of strangers, rows of the owner's own sheet. */
export type DeliveryKind = AddressKind | 'row';

/** A workflow that something has come in for, with all that decides what becomes of it. */
export type DeliveredRow = Ground & {
	id: string;
	workspaceId: string;
	agentId: string;
	createdById: string | null;
	name: string;
	definition: unknown;
	inputs: Record<string, unknown>;
	trigger: unknown;
	triggerKind: DeliveryKind;
	shadow: boolean;
	enabled: boolean;
	pauseCode: Pause['code'] | null;
	signed: boolean;
	signingVersion: number;
	/** The database's clock. */
	now: Date;
};

type Of = { workspaceId: string; workflowId: string; kind: DeliveryKind };

/** Many may read it at once; whoever changes, pauses or deletes it waits until they are through. */
export const shared = sql`for share of w`;
/** One alone at a time, for what goes on from what was seen before. */
export const alone = sql`for no key update of w`;

export async function readDelivered(
	tx: Tx,
	caps: SpendCaps,
	{ workspaceId, workflowId, kind }: Of,
	lock: Sql
): Promise<DeliveredRow | null> {
	const [row] = await tx.$queryRaw<DeliveredRow[]>`
		select ${columns}, ${groundColumns(caps)} from workflows w ${groundTables}
		where w.workspace_id = ${workspaceId}::uuid and w.id = ${workflowId}::uuid and w.deleted_at is null
			and w.trigger_kind = ${kind}
		${lock}`;
	return row ?? null;
}

const columns: Sql = sql`
	w.id, w.workspace_id as "workspaceId", w.agent_id as "agentId", w.created_by_id as "createdById", w.name,
	w.definition, w.inputs, w.trigger, w.trigger_kind as "triggerKind", w.shadow, w.enabled,
	w.pause_code as "pauseCode", w.signed, w.signing_version as "signingVersion", now() as now`;
