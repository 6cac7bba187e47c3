import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { Mail } from '#server/ports/mail.ts';
import type { Timings } from '../ledger/lease.ts';
import { addNotification } from './add-notification.ts';
import { findAddressees, type Told } from './find-addressees.ts';
import { sql } from '#server/db/sql.ts';
import { wakeForgotten } from '../ledger/wake-forgotten.ts';

export type PlanDeps = {
	db: Db;
	jobs: Jobs;
	log: Log;
	mail: Mail | null;
	timings: Pick<Timings, 'gatherSeconds' | 'mailEverySeconds'>;
	config: { origin: string };
};

/** No transaction lives this long (they end after seconds), so by then every lower event id is there or never comes. */
const settleSeconds = 600;
const patienceMillis = 120_000;

/**
 * Turns what has happened into mails that wait to be sent: one for all that comes up while it waits. Run it as often
 * as you like, anywhere: one plans at a time, and each event is told to each member once.
 *
 * Ids are given out before their transactions commit, so a low one may show up late. Events are therefore read again
 * and again from a position that stays ten minutes behind, and every mail knows the events that it is about.
 */
export async function planNotifications(deps: PlanDeps): Promise<{ told: number; woken: number }> {
	const told = await deps.db.$transaction(
		async (tx) => {
			const from = await takeTurn(tx);
			if (from === null) return 0;
			// Without a mail server nobody is told later, either, of what is over by then.
			const addressees = deps.mail ? await findAddressees(tx, from) : [];
			for (const one of addressees) await tell(deps, tx, one);
			await moveOn(tx);
			return addressees.length;
		},
		{ timeout: patienceMillis }
	);
	return { told, woken: await reconcileNotifications(deps) };
}

/** Where to read from; null while somebody else is planning. */
async function takeTurn(tx: Tx): Promise<bigint | null> {
	const [row] = await tx.$queryRaw<{ settled_id: bigint }[]>`
		select settled_id from event_positions where reader = 'notifications' for update skip locked`;
	return row?.settled_id ?? null;
}

/** Only now, for what settles has just been read once more, after the last transaction that could add to it. */
async function moveOn(tx: Tx): Promise<void> {
	await tx.$executeRaw`
		update event_positions set settled_id = pending_id, pending_at = now(),
			pending_id = (select coalesce(max(id), 0) from events)
		where reader = 'notifications' and pending_at < now() - make_interval(secs => ${settleSeconds})`;
}

/** Into the mail that is waiting to go, else a new one. What has been tried is closed: it says the same each time. */
async function tell(deps: PlanDeps, tx: Tx, { workspaceId, userId, kind, eventIds }: Told): Promise<void> {
	const gathered = await tx.$executeRaw`
		update notifications set data = jsonb_set(data, '{events}', data -> 'events' || ${JSON.stringify(eventIds)}::jsonb)
		where workspace_id = ${workspaceId}::uuid and user_id = ${userId}::uuid and kind = ${kind}
			and status = 'queued' and attempt = 0`;
	if (gathered > 0) return;
	await addNotification(deps, tx, {
		workspaceId,
		userId,
		kind,
		dedupeKey: `${kind}:${eventIds[0]}`,
		data: { events: eventIds },
		gatherSeconds: deps.timings.gatherSeconds,
		everySeconds: deps.timings.mailEverySeconds
	});
}

/** Mails that should have gone and have no job that could still send them get one; answers how many. */
export function reconcileNotifications(deps: { db: Db; jobs: Jobs; log: Log }): Promise<number> {
	return wakeForgotten(
		deps,
		'notification',
		sql`
			select n.id, n.send_after as run_after from notifications n
			where n.status = 'queued' and n.send_after < now() - interval '2 seconds'`
	);
}
