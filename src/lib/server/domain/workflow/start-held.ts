import { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import { newId } from '#server/ids.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import { groundColumns, groundTables, type StoredRow } from './due-rows.ts';
import { hindrance } from './may-run.ts';
import { brokenReason, runOf } from './run-of.ts';
import { startTasks } from './start-runs.ts';

type Held = Omit<StoredRow, 'missed' | 'settledAt' | 'settledClock' | 'pauseReason'> & {
	fireId: string;
	at: Date;
	payload: Record<string, unknown> | null;
};

const atOnce = 100;

type Deps = { db: Db; jobs: Jobs; log: Log; config: { spendCaps: SpendCaps } };

/**
 * Starts what was held for want of tasks or money, once there is room; of due times only the last. What cannot start yet
 * stands in nobody's way. Answers how many.
 */
export async function startHeld({ db, jobs, log, config }: Deps): Promise<number> {
	return db.$transaction(async (tx) => {
		await skipOvertaken(tx);
		const held = await readHeld(tx, config.spendCaps);
		const starts: Start[] = [];
		for (const one of held) {
			if (hindrance(one, null) !== null) continue;
			// As many as drafts may wait for review: what came in fifty at a time is not begun fifty at a time.
			const begun = starts.filter(({ workflowId }) => workflowId === one.id).length;
			if (begun >= Math.max(1, one.waitingBound - one.waiting)) continue;
			try {
				starts.push(startOf(one));
			} catch (err) {
				log.error({ err, workflowId: one.id }, 'A held workflow cannot be made a run');
				await skip(tx, one.fireId, brokenReason(err));
			}
		}
		await startTasks(jobs, tx, starts);
		return starts.length;
	});
}

async function skipOvertaken(tx: Tx): Promise<void> {
	await tx.$executeRaw`
		update fires set outcome = 'skipped', reason = reason || ' A later one took its place.'
		where id in (
			select f.id from fires f
			where f.outcome = 'held' and f.payload is null and exists (
				select 1 from fires later where later.workspace_id = f.workspace_id and later.workflow_id = f.workflow_id
					and later.outcome = 'held' and later.payload is null and later.fire_at > f.fire_at
			) limit ${atOnce} for no key update skip locked
		)`;
}

async function skip(tx: Tx, fireId: string, reason: string): Promise<void> {
	await tx.$executeRaw`
		update fires set outcome = 'skipped', reason = ${reason}, payload = null where id = ${fireId}::uuid`;
}

/** Only those that may start: as many others as there are, they would fill the places of these. */
async function readHeld(tx: Tx, caps: SpendCaps): Promise<Held[]> {
	return tx.$queryRaw<Held[]>`
		select f.id as "fireId", f.fire_at as at, f.payload, w.id, w.workspace_id as "workspaceId",
			w.agent_id as "agentId", w.created_by_id as "createdById", w.name, w.definition, w.inputs, w.trigger, w.shadow,
			ground.*
		from fires f
		join workflows w on w.workspace_id = f.workspace_id and w.id = f.workflow_id ${groundTables}
		cross join lateral (select ${groundColumns(caps)}) ground
		where f.outcome = 'held' and w.enabled and w.deleted_at is null and w.pause_code is null
			and ground."agentStatus" = 'active' and not ground."allPaused"
			and not ground.running and not ground."monthFull" and not ground."capReached" and ground.waiting <= ground."waitingBound"
		order by f.id limit ${atOnce} for no key update of f skip locked`;
}

type Start = Parameters<typeof startTasks>[2][number];

function startOf(held: Held): Start {
	const { fireId, workspaceId, id: workflowId, agentId, createdById, shadow, payload } = held;
	const [definition, trigger] = [Definition.parse(held.definition), Trigger.parse(held.trigger)];
	return {
		fireId,
		workspaceId,
		workflowId,
		task: {
			...runOf({ ...held, definition, trigger }, payload, held.at),
			id: newId(),
			runId: newId(),
			agentId,
			createdById,
			dryRun: false,
			shadow,
			scheduled: payload === null,
			actorId: null,
			apiKeyId: null
		}
	};
}
