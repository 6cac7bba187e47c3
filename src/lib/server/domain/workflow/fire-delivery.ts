import { createHash } from 'node:crypto';
import { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import { DomainError, notFound } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import { asMaterial } from '../run/as-material.ts';
import type { Target } from './address.ts';
import { checkBrought } from './check-filled-in.ts';
import { readDelivered, shared, type DeliveredRow, type DeliveryKind } from './delivered-row.ts';
import { holdOfDelivery } from './may-run.ts';
import { runOf } from './run-of.ts';
import { startRuns, type NewFire } from './start-runs.ts';

export type DeliveryDeps = { db: Db; jobs: Jobs; config: { spendCaps: SpendCaps } };

/** What came in. `key` makes it one however often it comes; null where its sender names none. */
export type Delivery = { key: string | null; values: Record<string, unknown> };
/** What became of it: a task, or why it is held until there is room. */
export type Receipt = { fireId: string; taskId: string | null; held: string | null };

/**
 * Starts a run with what a stranger brought: fire, task and job in one transaction, once for each key. What comes in is
 * material. Whatever is refused leaves a fire with the reason. `read` may refuse too, once the workflow is known.
 */
export async function fireDelivery(
	deps: DeliveryDeps,
	target: Target,
	read: (workflow: DeliveredRow) => Delivery
): Promise<Receipt> {
	const end = await deps.db.$transaction(async (tx) => {
		const workflow = await readDelivered(tx, deps.config.spendCaps, target, shared);
		if (!workflow) throw notFound(target.kind);
		try {
			return await take(deps, tx, workflow, read(workflow), target);
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			// What somebody mistyped in a form is told to them.
			if (target.kind !== 'form' || error.code !== 'invalid_input')
				await recordRefusal(tx, workflow, error.message);
			return error;
		}
	});
	if (end instanceof DomainError) throw end;
	return end;
}

async function take(
	{ jobs }: DeliveryDeps,
	tx: Tx,
	row: DeliveredRow,
	{ key: named, values }: Delivery,
	{ kind }: Target
): Promise<Receipt> {
	const definition = Definition.parse(row.definition);
	const brought = checkBrought(definition.fields, values);
	const key = `${kind}:${named ?? newId()}`;
	const earlier = await findEarlier(tx, row, key, brought);
	if (earlier) return earlier;
	refuseUnready(row);
	const fire = fireOf(row, key, brought, holdOfDelivery(row));
	const written = await startRuns(jobs, tx, [fire]);
	if (written.has(fire.id)) return receiptOf(fire.id, fire.task?.id ?? null, fire.reason);
	// Another post of the same came first, and has been waited for.
	const first = await findEarlier(tx, row, key, brought);
	if (!first) throw new Error('A fire that was there already cannot be found.');
	return first;
}

type Earlier = {
	id: string;
	taskId: string | null;
	outcome: string;
	reason: string;
	payload: Record<string, unknown> | null;
	material: string | null;
};

/** What became of the same delivery before. Throws `idempotency_conflict` when another one had its key. */
async function findEarlier(
	tx: Tx,
	row: DeliveredRow,
	key: string,
	brought: Record<string, unknown>
): Promise<Receipt | null> {
	const [fire] = await tx.$queryRaw<Earlier[]>`
		select f.id, f.task_id as "taskId", f.outcome, f.reason, f.payload, t.material from fires f
		left join tasks t on t.workspace_id = f.workspace_id and t.id = f.task_id
		where f.workspace_id = ${row.workspaceId}::uuid and f.workflow_id = ${row.id}::uuid and f.key = ${key}`;
	if (!fire) return null;
	const before = fire.material ?? (fire.payload && materialOf(row, fire.payload));
	if (before !== null && before !== asMaterial(brought))
		throw new DomainError('idempotency_conflict', 'This id was used for something else that came in.');
	return receiptOf(fire.id, fire.taskId, fire.reason);
}

/** A stored payload has lost the order of its fields. */
function materialOf({ definition }: DeliveredRow, payload: Record<string, unknown>): string {
	return asMaterial(checkBrought(Definition.parse(definition).fields, payload));
}

function receiptOf(fireId: string, taskId: string | null, reason: string): Receipt {
	return { fireId, taskId, held: taskId ? null : reason };
}

/** Throws `workflow_off`, `agent_unavailable`, `workflow_paused`. */
export function refuseUnready({ enabled, pauseCode, agentStatus, agentName }: DeliveredRow): void {
	if (!enabled) throw new DomainError('workflow_off', 'This workflow is switched off and takes nothing in.');
	if (agentStatus === 'archived')
		throw new DomainError('agent_unavailable', `${agentName} has been archived and takes no new work.`);
	// One that waits for its reviewers goes on by itself, and what comes in meanwhile is held.
	if (pauseCode !== null && pauseCode !== 'waiting')
		throw new DomainError('workflow_paused', 'This workflow is paused and takes nothing in just now.');
}

/** A fire with its task; without one, and why, where it is `held`. */
export function fireOf(
	row: DeliveredRow,
	key: string,
	brought: Record<string, unknown>,
	held: string | null
): NewFire {
	const { workspaceId, id: workflowId, agentId, createdById, shadow, now: at } = row;
	const [definition, trigger] = [Definition.parse(row.definition), Trigger.parse(row.trigger)];
	const run = runOf({ ...row, definition, trigger }, brought, at);
	const task = { ...run, id: newId(), runId: newId(), agentId, createdById, dryRun: false, shadow };
	return {
		id: newId(),
		workspaceId,
		workflowId,
		key,
		at,
		outcome: held === null ? 'started' : 'held',
		reason: held ?? cameBy[row.triggerKind],
		count: 1,
		payload: held === null ? null : brought,
		task: held === null ? { ...task, scheduled: false, actorId: null, apiKeyId: null } : null
	};
}

const cameBy: Record<DeliveryKind, string> = {
	webhook: 'A webhook came in.',
	form: 'A form was sent.',
	row: 'The sheet has a new row.'
};

/** The same refusal in the same hour is counted and not written anew, however often somebody tries. */
async function recordRefusal(tx: Tx, { workspaceId, id, now }: DeliveredRow, reason: string): Promise<void> {
	const digest = createHash('sha256').update(reason).digest('hex').slice(0, 16);
	const key = `refused:${now.toISOString().slice(0, 13)}:${digest}`;
	await tx.$executeRaw`
		insert into fires (id, workspace_id, workflow_id, key, fire_at, outcome, reason)
		values (${newId()}::uuid, ${workspaceId}::uuid, ${id}::uuid, ${key}, ${now}, 'skipped', ${`Refused: ${reason}`})
		on conflict (workspace_id, workflow_id, key)
			do update set count = fires.count + 1, fire_at = excluded.fire_at`;
}
